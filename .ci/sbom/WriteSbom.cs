#nullable enable

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes the software bill of materials of a published program, as CycloneDX 1.6: the packages of its deps.json as
/// NuGet's folder states them, the vendored npm packages and the frameworks. MSBuild compiles this file for
/// .NET Standard, which has no System.Text.Json: JSON is read and written by way of XML.
/// </summary>
public sealed class WriteSbom : Task
{
    private const string Nuspec = ".nuspec";

    private readonly List<XElement> _components = [];
    private readonly List<XElement> _dependencies = [];

    public string ApplicationName { get; set; } = "";
    public string ApplicationVersion { get; set; } = "";
    public string DepsFile { get; set; } = "";
    public string PackageFolders { get; set; } = "";
    public ITaskItem[] Frameworks { get; set; } = [];
    public ITaskItem[] VendoredLists { get; set; } = [];
    public ITaskItem[] NpmData { get; set; } = [];
    public string SourceDateEpoch { get; set; } = "";
    public string BomFile { get; set; } = "";

    public override bool Execute()
    {
        var refs = new List<string>();
        foreach (var data in NpmData) refs.Add(AddNpm("data", data.ItemSpec, data.GetMetadata("Version"), data.GetMetadata("Licence")));
        foreach (var list in VendoredLists) refs.AddRange(AddVendored(File.ReadAllText(list.ItemSpec)));
        refs.AddRange(AddPackages());
        if (_components.All(component => (string)component.Element("type")! != "framework")) refs.AddRange(AddFrameworks());
        if (Log.HasLoggedErrors) return false;

        var application = Component("application", ApplicationName, ApplicationVersion,
            $"pkg:generic/{ApplicationName}@{ApplicationVersion}");
        application.Name = "component";
        AddDependencies((string)application.Element("bom-ref")!, refs);
        Write(Members("root",
            Text("bomFormat", "CycloneDX"), Text("specVersion", "1.6"), new XElement("version", new XAttribute("type", "number"), 1),
            Members("metadata", Timestamp(), Items("lifecycles", [Members("item", Text("phase", "build"))]), application),
            Items("components", _components), Items("dependencies", _dependencies)));
        return true;
    }

    /// <summary>Adds what the deps.json lists, and returns what of it the application refers to.</summary>
    private IEnumerable<string> AddPackages()
    {
        var deps = ReadJson(DepsFile);
        var target = Member(deps.Element("targets")!, (string)deps.Element("runtimeTarget")!.Element("name")!);
        var types = deps.Element("libraries")!.Elements().ToDictionary(Key, library => (string)library.Element("type")!);
        var refs = types.Where(library => library.Value != "project")
            .ToDictionary(library => library.Key, library => Purl(library.Key, library.Value));
        foreach (var library in target.Elements())
        {
            var key = Key(library);
            var needed = library.Element("dependencies")?.Elements().Select(other => $"{Key(other)}/{(string)other}")
                .Where(refs.ContainsKey).Select(other => refs[other]).ToList() ?? [];
            if (!refs.TryGetValue(key, out var purl))
            {
                foreach (var one in needed) yield return one;
                continue;
            }
            var (name, version) = (key.Split('/')[0], key.Split('/')[1]);
            _components.Add(types[key] == "runtimepack" ? Framework(WithoutPrefix(name), version, purl) : Package(name, version, purl));
            AddDependencies(purl, needed);
        }
    }

    private static string Purl(string key, string type) =>
        $"pkg:nuget/{(type == "runtimepack" ? WithoutPrefix(key) : key).Replace('/', '@')}";

    private static string WithoutPrefix(string runtimePack) => runtimePack.Substring("runtimepack.".Length);

    private XElement Package(string name, string version, string purl)
    {
        var (id, folderOfVersion) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var folder = PackageFolders.Split(';').Select(root => Path.Combine(root, id, folderOfVersion))
            .FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, id + Nuspec)));
        if (folder is null)
        {
            Log.LogError($"The package {name} {version} of {DepsFile} is in none of the folders {PackageFolders}: restore it");
            return Component("library", name, version, purl);
        }
        // The hash of the file that the registry serves; deps.json and lock files have one without its signature
        var hash = Convert.FromBase64String(File.ReadAllText(Path.Combine(folder, $"{id}.{folderOfVersion}.nupkg.sha512")));
        return Component("library", name, version, purl,
            Items("hashes",
                [Members("item", Text("alg", "SHA-512"),
                    Text("content", BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant()))]),
            Items("licenses", LicenceOf(folder, XDocument.Load(Path.Combine(folder, id + Nuspec)))));
    }

    private static IEnumerable<XElement> LicenceOf(string folder, XDocument nuspec)
    {
        var metadata = nuspec.Root!.Elements().First().Elements().ToLookup(element => element.Name.LocalName);
        var licence = metadata["license"].FirstOrDefault();
        var address = (string?)metadata["licenseUrl"].FirstOrDefault();
        if ((string?)licence?.Attribute("type") == "expression") yield return Expression(licence!.Value);
        else if (licence is not null)
            yield return Members("item", Members("license", Text("name", licence.Value),
                Members("text", Text("contentType", "text/plain"),
                    Text("content", File.ReadAllText(Path.Combine(folder, licence.Value))))));
        else if (address is not null)
            yield return Members("item", Members("license", Text("name", "Unknown - See URL"), Text("url", address)));
    }

    /// <summary>Adds the rows of a Markdown table: name, version, SPDX licence, file, source.</summary>
    private IEnumerable<string> AddVendored(string list) =>
        Regex.Matches(list, @"^\| (?<name>[^| ]+) \| (?<version>\d[^| ]*) \| (?<licence>[\w.-]+)", RegexOptions.Multiline).Cast<Match>()
            .Select(row => AddNpm("library", row.Groups["name"].Value, row.Groups["version"].Value, row.Groups["licence"].Value));

    private string AddNpm(string type, string name, string version, string licence)
    {
        var purl = $"pkg:npm/{name.Replace("@", "%40")}@{version}";
        _components.Add(Component(type, name, version, purl, Items("licenses", [Expression(licence)])));
        AddDependencies(purl, []);
        return purl;
    }

    /// <summary>Adds the frameworks that the host brings, of which only the lowest version is known.</summary>
    private IEnumerable<string> AddFrameworks()
    {
        var refs = new List<string>();
        foreach (var framework in Frameworks.OrderByDescending(framework => framework.ItemSpec == "Microsoft.NETCore.App"))
        {
            var (name, version) = (framework.ItemSpec, framework.GetMetadata("Version"));
            var purl = $"pkg:generic/{name}@{version}";
            _components.Add(Framework(name, version, purl,
                Text("description", "Comes from the host or the image: this version or a later patch of it")));
            AddDependencies(purl, refs);
            refs.Add(purl);
        }
        return refs;
    }

    private static XElement Framework(string name, string version, string purl, XElement? description = null) =>
        Component("framework", name, version, purl, description, Items("licenses", [Expression("MIT")]));

    private static XElement Component(string type, string name, string version, string purl, params XElement?[] more)
    {
        // The order of the specification's own schema
        var described = more.Where(member => member?.Name == "description");
        return Members("item", Text("type", type), Text("bom-ref", purl), Text("name", name), Text("version", version), described,
            type == "application" ? null : Text("scope", "required"), more.Except(described), Text("purl", purl));
    }

    private static XElement Expression(string licence) => Members("item", Text("expression", licence));

    private void AddDependencies(string from, IEnumerable<string> to) =>
        _dependencies.Add(Members("item", Text("ref", from), Items("dependsOn", to.Select(one => Text("item", one)))));

    /// <summary>Equal sources give equal files: a time only when somebody who builds reproducibly states it.</summary>
    private XElement? Timestamp() => SourceDateEpoch == "" ? null
        : Text("timestamp", $"{DateTimeOffset.FromUnixTimeSeconds(long.Parse(SourceDateEpoch)).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    private static XElement Members(string name, params object?[] members) => new(name, new XAttribute("type", "object"), members);
    private static XElement Items(string name, IEnumerable<XElement> items) => new(name, new XAttribute("type", "array"), items);
    private static XElement Text(string name, string value) => new(name, value);

    /// <summary>A member's name; where XML doesn't allow it as an element's, the reader makes it an attribute.</summary>
    private static string Key(XElement member) => (string?)member.Attribute("item") ?? member.Name.LocalName;

    private static XElement Member(XElement parent, string key) => parent.Elements().Single(member => Key(member) == key);

    private static XElement ReadJson(string path)
    {
        using var reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(path), XmlDictionaryReaderQuotas.Max);
        return XElement.Load(reader);
    }

    private void Write(XElement bom)
    {
        using var json = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(json, new UTF8Encoding(false), ownsStream: false, indent: true))
            bom.WriteTo(writer);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(BomFile))!);
        // The writer escapes every slash, which JSON allows and nobody likes to read
        File.WriteAllText(BomFile, Encoding.UTF8.GetString(json.ToArray()).Replace("\\/", "/") + "\n");
    }
}
