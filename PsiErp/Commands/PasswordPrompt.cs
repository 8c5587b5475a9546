using System.Text;
using PsiErp.Accounts;

namespace PsiErp.Commands;

/// <summary>Asks the person at the terminal for a password, without showing it.</summary>
internal static class PasswordPrompt
{
    /// <summary>Reads a new password.</summary>
    /// <param name="fromInput">Take the first line of standard input rather than asking twice.</param>
    /// <exception cref="CommandException">There is nobody to ask, or the password won't do.</exception>
    public static string ReadNew(bool fromInput)
    {
        var password = fromInput ? ReadFirstLine() : AskTwice();
        return CredentialRules.CheckNewPassword(password) is [var error, ..] ? throw new CommandException(error.Message) : password;
    }

    private static string ReadFirstLine()
    {
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        return input.ReadLine() ?? "";
    }

    private static string AskTwice()
    {
        if (Console.IsInputRedirected)
            throw new CommandException("There is no terminal to ask for the password at; give --password-stdin.");
        var password = Ask("Password: ");
        return Ask("Once more: ") == password
            ? password
            : throw new CommandException("The two passwords differ.");
    }

    private static string Ask(string prompt)
    {
        // Not to standard output, which the answer may be piped from
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
