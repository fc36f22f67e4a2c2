import type { AxisRange } from '#core/gcode/bounds.ts'
import { verdictSentence } from '#core/gcode/check-program.ts'
import type { GcodeReport } from '#core/gcode/program-check.ts'
import type { GcodeFinding } from '#core/gcode/gcode-finding.ts'
import { clockTime, textTable } from './table.ts'

function findingRow({ line, severity, grblErrorCode, sentence }: GcodeFinding): readonly string[] {
  const place = line === 0 ? 'whole' : `line ${String(line)}`
  const answer = grblErrorCode === null ? '' : `error ${String(grblErrorCode)}`
  return [place, severity, answer, sentence]
}

function rangeText(range: AxisRange | null): string {
  if (range === null) return 'never stated'
  return `${range.minMm.toFixed(3)} to ${range.maxMm.toFixed(3)} mm`
}

function listed(values: readonly (string | number)[], none: string): string {
  return values.length === 0 ? none : values.join(', ')
}

function span(range: readonly [number, number] | null, unit: string): string {
  if (range === null) return 'none'
  const [low, high] = range.map((value) => String(Number(value.toFixed(1))))
  return `${low === high ? (low ?? '') : `${low ?? ''} to ${high ?? ''}`} ${unit}`
}

function measureRows({ lineCount, measure }: GcodeReport): readonly (readonly string[])[] {
  const { counts, lengthsMm, bounds, feedBounds, seconds, modes, unmeasured } = measure
  const rapidTime = seconds.rapid === null ? ', rapids not counted without a machine' : ''
  return [
    ['lines', String(lineCount)],
    ['rapids', `${String(counts.rapid)}, ${lengthsMm.rapid.toFixed(1)} mm`],
    ['straight cuts', `${String(counts.line)}, ${lengthsMm.line.toFixed(1)} mm`],
    [
      'arcs',
      `${String(counts.arc)} (${String(counts.helix)} helical), ${lengthsMm.arc.toFixed(1)} mm`,
    ],
    ['from places not stated', String(unmeasured)],
    ['X', rangeText(bounds.X)],
    ['Y', rangeText(bounds.Y)],
    ['Z', rangeText(bounds.Z)],
    [
      'fed down to',
      feedBounds.Z === null ? 'nothing fed' : `Z ${feedBounds.Z.minMm.toFixed(3)} mm`,
    ],
    ['units', listed(modes.units, 'none stated')],
    ['distances', listed(modes.distance, 'no motion')],
    ['arc planes', listed(modes.planes, 'no arcs')],
    ['zero', listed(modes.coordinateSystems, 'no motion')],
    ['tools named', listed(modes.tools, 'none')],
    ['feeds', span(modes.feedMmPerMin, 'mm/min')],
    ['spindle', span(modes.speedRpm, 'rpm')],
    ['takes at least', `${clockTime(seconds.atLeast)}${rapidTime}`],
  ]
}

/** A checked program for reading: findings with their lines, then what the program amounts to. */
export function gcodeReportText(source: string, report: GcodeReport): string {
  const parts = [`${source}: ${verdictSentence(report)}`]
  if (report.findings.length > 0) parts.push(textTable(report.findings.map(findingRow)))
  for (const { rule, severity, count } of report.further) {
    parts.push(`and ${String(count)} more of the kind ${rule} (${severity})`)
  }
  if (report.notGcode === null) parts.push(textTable(measureRows(report)))
  return parts.join('\n\n')
}
