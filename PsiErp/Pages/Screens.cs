using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using PsiErp.Resources;

namespace PsiErp.Pages;

/// <summary>Everything that the HTML side of the application needs.</summary>
public static class Screens
{
    private static readonly CultureInfo[] Languages = [new("en"), new("ja")];

    /// <summary>Registers pages, texts, antiforgery and compression.</summary>
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddScoped<Shown>();
        services.AddHttpContextAccessor();
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/");
            options.Conventions.AllowAnonymousToPage("/Login");
            options.Conventions.AllowAnonymousToPage("/Language");
            options.Conventions.AllowAnonymousToPage("/Error");
        })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization(options =>
                options.DataAnnotationLocalizerProvider = (_, texts) => texts.Create(typeof(Texts)));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            options.Cookie.Name = "antiforgery";
        });
        services.AddOptions<AntiforgeryOptions>().Configure<Settings>((options, settings) =>
            options.Cookie.SecurePolicy = settings.CookieSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        services.AddOptions<FormOptions>().Configure<Settings>((options, settings) =>
            options.MultipartBodyLengthLimit = settings.UploadMaxBytes);
        services.Configure<RequestLocalizationOptions>(ChooseLanguage);
        return services.AddHtmlCompression();
    }

    /// <summary>Error pages, compression, the reader's language and the content security policy.</summary>
    public static void UseScreens(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.Use((context, next) =>
        {
            // The JSON routes answer with problem details
            if (Problems.IsJsonRoute(context.Request.Path))
                context.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = false;
            return next(context);
        });
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseMiddleware<ContentSecurityPolicy>();
    }

    /// <summary>Maps the pages and their static files.</summary>
    public static void MapScreens(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }

    /// <summary>What the user chose, then what the browser asks for, then English.</summary>
    private static void ChooseLanguage(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture("en");
        options.SupportedCultures = Languages;
        options.SupportedUICultures = Languages;
        options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { CookieName = LanguageModel.CookieName },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    private static IServiceCollection AddHtmlCompression(this IServiceCollection services) => services
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest)
        .AddResponseCompression(options =>
        {
            // Tokens in pages are masked anew on every answer, so their compressed length tells nothing about them
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html", "application/json", "application/problem+json"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
}
