declare module "papaparse" {
  const Papa: {
    parse<Row>(
      text: string,
      options?: { readonly header?: boolean; readonly skipEmptyLines?: boolean; readonly delimiter?: string },
    ): {
      readonly data: Row[];
      readonly errors: readonly unknown[];
      readonly meta: { readonly fields?: readonly string[] };
    };
  };
  export default Papa;
}
