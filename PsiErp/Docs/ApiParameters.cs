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

    /// <summary>The parameters that are one for each field: an object whose members stand in the query.</summary>
    public static IEnumerable<OpenApiParameter> ByField(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<FieldParameters>().Select(parameters => new OpenApiParameter
        {
            Name = parameters.Name,
            In = ParameterLocation.Query,
            Description = parameters.Description,
            Style = ParameterStyle.Form,
            Explode = true,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = parameters.Fields.ToDictionary(
                    field => parameters.Prefix + field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String }),
                AdditionalPropertiesAllowed = false,
            },
        });
}
