// One running app per database and one browser for the whole run. They start when a test first asks for them.
[assembly: AssemblyFixture(typeof(SqliteApp))]
[assembly: AssemblyFixture(typeof(PostgresApp))]
[assembly: AssemblyFixture(typeof(Browser))]
