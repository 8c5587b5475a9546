using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PsiErp.Web;

namespace PsiErp.Docs;

/// <summary>Gives query parameters the schema that <see cref="QueryValueAttribute"/> states beside them.</summary>
internal static class ApiParameters
{
    /// <summary>Completes a parameter of an operation.</summary>
    public static void Complete(OpenApiParameter parameter, OpenApiOperationTransformerContext context)
    {
        var described = context.Description.ParameterDescriptions.FirstOrDefault(one => one.Name == parameter.Name);
        if (described?.ParameterDescriptor is not IParameterInfoParameterDescriptor { ParameterInfo: { } info }) return;
        if (info.GetCustomAttributes(typeof(QueryValueAttribute), inherit: true) is [QueryValueAttribute value, ..])
            parameter.Schema = value.Schema;
    }
}
