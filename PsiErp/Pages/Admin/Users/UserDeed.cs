namespace PsiErp.Pages.Admin.Users;

/// <summary>What an admin does to another user at a click; the texts are called <c>Users.…</c> and <c>UsersHint.…</c>.</summary>
public enum UserDeed
{
    MakeAdmin,
    MakeUser,
    MakeReadOnly,
    MakeEditor,
    Activate,
    Deactivate,
    RemoveSecondFactor,
}
