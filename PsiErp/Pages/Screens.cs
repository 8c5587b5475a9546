using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using PsiErp.Accounts;
using PsiErp.Hosting;
using PsiErp.Pages.Help;
using PsiErp.Pages.Sessions;
using PsiErp.Resources;
using PsiErp.Security;
using PsiErp.Web;

namespace PsiErp.Pages;

/// <summary>Everything that the HTML side of the application needs.</summary>
public static class Screens
{
    private static readonly string[] Uploads = ["/Sessions/Upload", "/Sessions/Import", "/Masters/Upload"];

    private static readonly CultureInfo[] Languages = [new("en"), new("ja")];

    /// <summary>Registers pages, texts, antiforgery and compression.</summary>
    public static IServiceCollection AddScreens(this IServiceCollection services, Settings settings)
    {
        services.AddLocalization();
        services.AddSingleton<ReaderPages>();
        services.AddScoped<HelpText>();
        services.AddScoped<Shown>();
        services.AddScoped<AlertText>();
        services.AddScoped<GridWrites>();
        services.AddScoped<GridActions>();
        services.AddScoped<NeighbourSkus>();
        services.AddHttpContextAccessor();
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/");
            options.Conventions.AuthorizeFolder("/Admin", AccessRules.Admins);
            options.Conventions.AllowAnonymousToPage("/Login");
            options.Conventions.AllowAnonymousToPage("/LoginCode");
            options.Conventions.AllowAnonymousToPage("/Language");
            options.Conventions.AllowAnonymousToPage("/Error");
            // The file's own limit is the form's; this one also counts what is around it
            foreach (var upload in Uploads)
            {
                options.Conventions.AddPageApplicationModelConvention(upload, page =>
                    page.Filters.Add(UploadLimit.OfFile(settings.UploadMaxBytes)));
            }
        })
            .AddMvcOptions(options => options.Filters.Add(new NulCharacters()))
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization(options =>
                options.DataAnnotationLocalizerProvider = (_, texts) => texts.Create(typeof(Texts)));
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "RequestVerificationToken";
            options.Cookie = settings.CookieSecure ? new SecureCookie()
                : new CookieBuilder { SecurePolicy = CookieSecurePolicy.SameAsRequest };
            options.Cookie.Name = "antiforgery";
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = settings.UploadMaxBytes);
        services.Configure<RequestLocalizationOptions>(ChooseLanguage);
        return services.AddHtmlCompression();
    }

    /// <summary>Error pages, compression and the reader's language.</summary>
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
    }

    /// <summary>Maps the pages and their static files.</summary>
    public static void MapScreens(this WebApplication app)
    {
        app.MapStaticAssets();
        // Pages would answer any other method with themselves, but without their data
        app.MapRazorPages().WithStaticAssets().WithMetadata(new HttpMethodMetadata(["GET", "HEAD", "POST"]));
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

    /// <summary>Brotli's fastest level makes a grid of 180 days larger by two thirds, and gains a few milliseconds.</summary>
    private static IServiceCollection AddHtmlCompression(this IServiceCollection services) => services
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
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
