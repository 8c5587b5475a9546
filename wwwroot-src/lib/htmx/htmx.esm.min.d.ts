// What our scripts use of it.
declare const htmx: {
  ajax(method: string, address: string, how: { target: string, swap: string }): Promise<void>,
  process(element: Element): void,
};
export default htmx;
