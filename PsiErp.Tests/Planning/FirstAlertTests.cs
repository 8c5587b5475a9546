using PsiErp.Planning;

namespace PsiErp.Tests.Planning;

public class FirstAlertTests
{
    private static readonly DateOnly Early = new(2026, 12, 1), Late = new(2026, 12, 9);

    [Fact]
    public void Of_AStockOutAfterAShortage_IsTheStockOut() =>
        Assert.Equal(new FirstAlert(Alert.StockOut, Late), FirstAlert.Of(stockOut: Late, shortage: Early, over: Early));

    [Fact]
    public void Of_TooMuchAndTooLittle_IsTooLittle() =>
        Assert.Equal(new FirstAlert(Alert.Shortage, Late), FirstAlert.Of(stockOut: null, shortage: Late, over: Early));

    [Fact]
    public void Of_NothingToWorryAbout_IsNone() => Assert.Equal(Alert.None, FirstAlert.Of(null, null, null).Alert);

    [Theory]
    [InlineData(Alert.None, Alert.Over, Alert.Over)]
    [InlineData(Alert.Over, Alert.None, Alert.Over)]
    [InlineData(Alert.Shortage, Alert.StockOut, Alert.StockOut)]
    [InlineData(Alert.StockOut, Alert.Over, Alert.StockOut)]
    public void Or_TwoDays_IsTheGraver(Alert one, Alert other, Alert graver) =>
        Assert.Equal(graver, new FirstAlert(one, Early).Or(new FirstAlert(other, Late)).Alert);

    [Fact]
    public void Or_TwoDaysAlike_IsTheFirst() =>
        Assert.Equal(Early, new FirstAlert(Alert.Shortage, Early).Or(new FirstAlert(Alert.Shortage, Late)).Date);
}
