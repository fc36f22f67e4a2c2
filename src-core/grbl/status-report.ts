import type { Point3 } from '../geometry/point.ts'
import { MM_PER_INCH } from '../units/length.ts'
import { numbersFromList, pointFromNumbers } from './report-numbers.ts'

/** One `<…>` report; a field the controller left out is absent here too. Lengths in mm. */
export interface StatusReport {
  /** As the controller wrote it, e.g. `Idle` or `Hold:0`. */
  readonly state: string
  readonly machinePosition?: Point3
  readonly workPosition?: Point3
  readonly workOffset?: Point3
  readonly feedMmPerMin?: number
  readonly spindleRpm?: number
  readonly plannerBlocksFree?: number
  readonly receiveBytesFree?: number
  readonly lineNumber?: number
  readonly activePins?: string
  readonly overridesPercent?: {
    readonly feed: number
    readonly rapid: number
    readonly spindle: number
  }
  /** `S`/`C` spindle, `F` flood, `M` mist; absent with overrides present means all are off. */
  readonly accessories?: string
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type FieldReader = (report: Mutable<StatusReport>, value: string, inches: boolean) => boolean

const FIELD_READERS: ReadonlyMap<string, FieldReader> = new Map<string, FieldReader>([
  ['MPos', (report, value, inches) => readPoint(report, 'machinePosition', value, inches)],
  ['WPos', (report, value, inches) => readPoint(report, 'workPosition', value, inches)],
  ['WCO', (report, value, inches) => readPoint(report, 'workOffset', value, inches)],
  ['Bf', readBuffers],
  ['Ln', readLineNumber],
  ['F', readFeed],
  ['FS', readFeedAndSpeed],
  ['Pn', readPins],
  ['Ov', readOverrides],
  ['A', readAccessories],
])

/**
 * Reads a whole status report, or gives null when any part of it is damaged: a bad report is
 * dropped, since half a position is worse than none. Fields come in any order; ones that are not
 * known are passed over.
 */
export function parseStatusReport(line: string, inches: boolean): StatusReport | null {
  if (!/^<[^<>]+>$/.test(line)) return null
  const [state = '', ...fields] = line.slice(1, -1).split('|')
  if (!/^[A-Z][A-Za-z]{2,15}(:\d{1,2})?$/.test(state)) return null
  const report: Mutable<StatusReport> = { state }
  for (const field of fields) {
    const parts = /^([A-Za-z]{1,12}):([^:]*)$/.exec(field)
    if (parts === null) return null
    const reader = FIELD_READERS.get(parts[1] ?? '')
    if (reader !== undefined && !reader(report, parts[2] ?? '', inches)) return null
  }
  return report
}

function readPoint(
  report: Mutable<StatusReport>,
  field: 'machinePosition' | 'workPosition' | 'workOffset',
  value: string,
  inches: boolean,
): boolean {
  const point = pointFromNumbers(value, inches)
  if (point === null) return false
  report[field] = point
  return true
}

function readBuffers(report: Mutable<StatusReport>, value: string): boolean {
  const numbers = numbersFromList(value, 2)
  if (numbers?.[0] === undefined || numbers[1] === undefined) return false
  report.plannerBlocksFree = numbers[0]
  report.receiveBytesFree = numbers[1]
  return true
}

function readLineNumber(report: Mutable<StatusReport>, value: string): boolean {
  const numbers = numbersFromList(value, 1)
  if (numbers?.[0] === undefined) return false
  report.lineNumber = numbers[0]
  return true
}

function readFeed(report: Mutable<StatusReport>, value: string, inches: boolean): boolean {
  const numbers = numbersFromList(value, 1)
  if (numbers?.[0] === undefined) return false
  report.feedMmPerMin = numbers[0] * (inches ? MM_PER_INCH : 1)
  return true
}

function readFeedAndSpeed(report: Mutable<StatusReport>, value: string, inches: boolean): boolean {
  const numbers = numbersFromList(value, 2)
  if (numbers?.[0] === undefined || numbers[1] === undefined) return false
  report.feedMmPerMin = numbers[0] * (inches ? MM_PER_INCH : 1)
  report.spindleRpm = numbers[1]
  return true
}

function readPins(report: Mutable<StatusReport>, value: string): boolean {
  if (!/^[A-Z]{1,12}$/.test(value)) return false
  report.activePins = value
  return true
}

function readOverrides(report: Mutable<StatusReport>, value: string): boolean {
  const [feed, rapid, spindle] = numbersFromList(value, 3) ?? []
  if (feed === undefined || rapid === undefined || spindle === undefined) return false
  report.overridesPercent = { feed, rapid, spindle }
  return true
}

function readAccessories(report: Mutable<StatusReport>, value: string): boolean {
  if (!/^[A-Z]{1,6}$/.test(value)) return false
  report.accessories = value
  return true
}
