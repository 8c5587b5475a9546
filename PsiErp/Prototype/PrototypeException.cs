namespace PsiErp.Prototype;

/// <summary>The prototype's database can't be taken over. The message is a sentence for the operator.</summary>
public sealed class PrototypeException(string message, Exception? cause = null) : Exception(message, cause);
