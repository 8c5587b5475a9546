// It comes without types here.
declare const uPlot: any;
export default uPlot;
