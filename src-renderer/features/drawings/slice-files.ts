import type { Slicing } from '#core/slices/slicing.ts'

const CSV_HEAD = [
  ...['number', 'path_length_mm', 'outer_length_mm', 'inner_length_mm', 'area_mm2'],
  ...['outer_edge_mm', 'inner_edge_mm', 'width_mm', 'mitre_start_deg', 'mitre_end_deg'],
]

/** The pieces as a table for a spreadsheet. */
export function slicesCsv({ slices }: Slicing): string {
  const degrees = (rad: number) => (rad * 180) / Math.PI
  const rows = slices.map(
    ({ number, pathLengthMm, outerLengthMm, innerLengthMm, areaMm2, blank }) =>
      [
        ...[pathLengthMm, outerLengthMm, innerLengthMm, areaMm2],
        ...[blank.outerEdgeMm, blank.innerEdgeMm, blank.widthMm],
        ...[degrees(blank.mitreStartRad), degrees(blank.mitreEndRad)],
      ].reduce((line, value) => `${line},${value.toFixed(6)}`, String(number)),
  )
  return `${[CSV_HEAD.join(','), ...rows].join('\r\n')}\r\n`
}
