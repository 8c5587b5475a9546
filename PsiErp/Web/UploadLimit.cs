using Microsoft.AspNetCore.Mvc;

namespace PsiErp.Web;

/// <summary>How large the body of an upload may be: the file, and what multipart wraps around it.</summary>
internal static class UploadLimit
{
    private const long MultipartOverhead = 64 * 1024;

    /// <summary>The limit for files of so many bytes.</summary>
    public static RequestSizeLimitAttribute OfFile(long maxBytes) => new(maxBytes + MultipartOverhead);
}
