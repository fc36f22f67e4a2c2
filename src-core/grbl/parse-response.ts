import type { Point3 } from '../geometry/point.ts'
import { pointFromNumbers } from './report-numbers.ts'
import { parseStatusReport, type StatusReport } from './status-report.ts'

/** One line from the controller; exactly one of these, whatever it says. */
export type GrblResponse =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'alarm'; readonly code: number }
  | { readonly kind: 'status'; readonly report: StatusReport }
  | { readonly kind: 'setting'; readonly settingNumber: number; readonly value: string }
  | { readonly kind: 'startupLine'; readonly index: number; readonly text: string }
  /** A startup line that ran; its `:ok` answers nothing that was sent. */
  | { readonly kind: 'startupResult'; readonly text: string }
  | { readonly kind: 'welcome'; readonly name: string; readonly version: string }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'version'; readonly version: string; readonly text: string }
  | {
      readonly kind: 'buildOptions'
      readonly letters: string
      readonly plannerBlocks: number | null
      readonly receiveBytes: number | null
    }
  | { readonly kind: 'parserState'; readonly words: readonly string[] }
  | { readonly kind: 'offset'; readonly name: string; readonly position: Point3 }
  | { readonly kind: 'toolLengthOffset'; readonly lengthMm: number }
  | { readonly kind: 'probe'; readonly position: Point3; readonly touched: boolean }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'echo'; readonly text: string }
  /** A status report or bracket push that arrived damaged: dropped, never read in part. */
  | { readonly kind: 'garbled'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string }

/** What must be known to read numbers in reports. */
export interface ResponseUnits {
  /** GRBL `$13`: true when every report is in inches, whatever the program's G20/G21 says. */
  readonly reportsInches: boolean
}

/**
 * Reads one line without its line end. Never throws: what is not understood is `unknown` with its
 * text. Lengths come out in mm; inch reports (`$13=1`) are converted here and nowhere else.
 */
export function parseResponse(line: string, units: ResponseUnits): GrblResponse {
  if (line === 'ok') return { kind: 'ok' }
  if (line.startsWith('<')) {
    const report = parseStatusReport(line, units.reportsInches)
    return report === null ? { kind: 'garbled', text: line } : { kind: 'status', report }
  }
  if (line.startsWith('[')) return parseBracketPush(line, units.reportsInches)
  return parseNumbered(line) ?? parseGreeting(line) ?? { kind: 'unknown', text: line }
}

function parseNumbered(line: string): GrblResponse | null {
  const error = /^error:(\d{1,3})$/.exec(line)
  if (error) return { kind: 'error', code: Number(error[1]) }
  const alarm = /^ALARM:(\d{1,3})$/.exec(line)
  if (alarm) return { kind: 'alarm', code: Number(alarm[1]) }
  const setting = /^\$(\d{1,3})=(-?[\d.]{1,16})$/.exec(line)
  if (setting) {
    return { kind: 'setting', settingNumber: Number(setting[1]), value: setting[2] ?? '' }
  }
  const startup = /^\$N(\d)=(.*)$/.exec(line)
  if (startup) return { kind: 'startupLine', index: Number(startup[1]), text: startup[2] ?? '' }
  return null
}

function parseGreeting(line: string): GrblResponse | null {
  const welcome = /^(Grbl(?:HAL)?) (\d[^ ]{0,20}) \[.*\]$/i.exec(line)
  if (welcome) return { kind: 'welcome', name: welcome[1] ?? '', version: welcome[2] ?? '' }
  return /^>.*:(ok|error:\d{1,3})$/.test(line) ? { kind: 'startupResult', text: line } : null
}

type PushReader = (body: string, inches: boolean, tag: string) => GrblResponse | null

const OFFSET_TAGS = ['G54', 'G55', 'G56', 'G57', 'G58', 'G59', 'G28', 'G30', 'G92']

const PUSH_READERS: ReadonlyMap<string, PushReader> = new Map<string, PushReader>([
  ['MSG', (body) => ({ kind: 'message', text: body })],
  ['GC', (body) => ({ kind: 'parserState', words: body.split(' ').filter((word) => word !== '') })],
  ['HLP', (body) => ({ kind: 'help', text: body })],
  ['echo', (body) => ({ kind: 'echo', text: body })],
  ['VER', readVersion],
  ['OPT', readBuildOptions],
  ['PRB', readProbe],
  ['TLO', readToolLength],
  ...OFFSET_TAGS.map((tag): [string, PushReader] => [tag, readOffset]),
])

function parseBracketPush(line: string, inches: boolean): GrblResponse {
  const parts = /^\[([A-Za-z]+\d{0,2}):(.*)\]$/.exec(line)
  if (parts === null) return { kind: 'garbled', text: line }
  const tag = parts[1] ?? ''
  const reader = PUSH_READERS.get(tag)
  if (reader === undefined) return { kind: 'unknown', text: line }
  return reader(parts[2] ?? '', inches, tag) ?? { kind: 'garbled', text: line }
}

function readVersion(body: string): GrblResponse {
  const colon = body.indexOf(':')
  const version = colon < 0 ? body : body.slice(0, colon)
  return { kind: 'version', version, text: colon < 0 ? '' : body.slice(colon + 1) }
}

function readBuildOptions(body: string): GrblResponse {
  const [letters = '', blocks = '', bytes = ''] = body.split(',')
  const count = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : null)
  return {
    kind: 'buildOptions',
    letters,
    plannerBlocks: count(blocks),
    receiveBytes: count(bytes),
  }
}

function readProbe(body: string, inches: boolean): GrblResponse | null {
  const parts = /^(.*):([01])$/.exec(body)
  const position = parts === null ? null : pointFromNumbers(parts[1] ?? '', inches)
  return position === null ? null : { kind: 'probe', position, touched: parts?.[2] === '1' }
}

function readToolLength(body: string, inches: boolean): GrblResponse | null {
  const point = pointFromNumbers(`0.000,0.000,${body}`, inches)
  return point === null ? null : { kind: 'toolLengthOffset', lengthMm: point.zMm }
}

function readOffset(body: string, inches: boolean, tag: string): GrblResponse | null {
  const position = pointFromNumbers(body, inches)
  return position === null ? null : { kind: 'offset', name: tag, position }
}
