/** The npm package has no types; these are of the calls the benchmark makes. */
declare module 'dxf' {
  interface ParsedDxf {
    readonly entities: readonly unknown[]
  }
  export function parseString(text: string): ParsedDxf
  export function denormalise(parsed: ParsedDxf): readonly unknown[]
}
