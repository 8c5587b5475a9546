using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PsiErp.Data;
using PsiErp.Hosting;

namespace PsiErp.Security;

/// <summary>
/// Where Data Protection keeps its keys: rows that all machines share, wrapped (<see cref="KeyWrap"/>). Those that are not
/// wrapped with the newest key are, when they are read: of earlier versions, or from before <c>SESSION_SIGN_KEY</c> changed.
/// </summary>
internal sealed class WrappedKeys(IServiceScopeFactory scopes, Settings settings, ILogger<WrappedKeys> log) : IXmlRepository
{
    private readonly KeyWrap _wrap = new(settings);

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        var keys = new List<XElement>();
        foreach (var row in db.DataProtectionKeys.ToList())
        {
            if (row.Xml is null) continue;
            if (_wrap.Unwrap(row.Xml) is not { } stored)
            {
                log.LogError(
                    "The protection key '{Name}' was wrapped with a SESSION_SIGN_KEY that is not set any more: second factors that it "
                        + "protects can't be read",
                    row.FriendlyName);
                continue;
            }
            keys.Add(stored.Key);
            if (!stored.IsOfToday) row.Xml = _wrap.Wrap(stored.Key);
        }
        db.SaveChanges();
        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PsiDb>();
        db.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = friendlyName, Xml = _wrap.Wrap(element) });
        db.SaveChanges();
    }
}
