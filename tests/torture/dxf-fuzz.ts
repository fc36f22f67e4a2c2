import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanPathAt } from '#core/drawing/clean-paths.ts'
import { IMPORT_LIMITS, importDrawing } from '#core/drawing/import-drawing.ts'
import { decodeDxf } from '../../src-main/drawings/decode-dxf.ts'

/** Files that are mutated: those ezdxf made. */
const SEEDS = join(import.meta.dirname, '../drawing/fixtures')

/** A sequence of numbers that looks random and is the same for the same seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const WORDS = [
  ...[
    '',
    '0',
    '-1',
    '1',
    '2',
    '8',
    '10',
    '16',
    '70',
    '1e308',
    '-1e308',
    '1e-308',
    'NaN',
    'Infinity',
  ],
  ...[
    '2147483648',
    '99999999999',
    '0,5',
    '0.1.2',
    '- 5',
    '+',
    '.',
    '1e',
    '0x10',
    'SECTION',
    'ENDSEC',
  ],
  ...[
    'EOF',
    'SEQEND',
    'VERTEX',
    'POLYLINE',
    'INSERT',
    'BLOCK',
    'ENDBLK',
    'HATCH',
    'SPLINE',
    'ELLIPSE',
  ],
  ...['LWPOLYLINE', 'INNER', 'OUTER', 'A'.repeat(300), '\u0000', '\u00ff\u00fe', '\r', '999'],
]

/** A mutation of lines, in place; the last 900 lines hold the entities and are hit most. */
type Mutation = (lines: string[], random: (below: number) => number) => void

function place(lines: readonly string[], random: (below: number) => number): number {
  const last = Math.min(lines.length, random(4) === 0 ? lines.length : 900)
  return Math.max(0, lines.length - 1 - random(Math.max(1, last)))
}

/** Where entities begin: lines `0` with a name behind them. */
function entityStarts(lines: readonly string[]): readonly number[] {
  const starts: number[] = []
  lines.forEach((line, index) => {
    if (line.trim() === '0' && /^[A-Z]/.test(lines[index + 1] ?? '')) starts.push(index)
  })
  return starts
}

function anEntity(lines: readonly string[], random: (below: number) => number) {
  const starts = entityStarts(lines)
  const which = random(Math.max(1, starts.length))
  const from = starts[which] ?? 0
  return { from, to: starts[which + 1] ?? lines.length }
}

const MUTATIONS: readonly Mutation[] = [
  (lines, random) => {
    lines[place(lines, random)] = WORDS[random(WORDS.length)] ?? ''
  },
  (lines, random) => {
    lines.splice(place(lines, random), 1 + random(3))
  },
  (lines, random) => {
    const at = place(lines, random)
    lines.splice(at, 0, ...lines.slice(at, at + 1 + random(40)))
  },
  (lines, random) => {
    lines.splice(place(lines, random))
  },
  (lines, random) => {
    const [a, b] = [place(lines, random), place(lines, random)]
    const kept = lines[a] ?? ''
    lines[a] = lines[b] ?? ''
    lines[b] = kept
  },
  // a number made larger, smaller, or turned round
  (lines, random) => {
    const at = place(lines, random)
    const value = Number(lines[at])
    const factor = [-1, 0, 1e3, 1e-3, 1e9, 0.5][random(6)] ?? 1
    if (Number.isFinite(value)) lines[at] = String(value * factor)
  },
  // an entity twice, gone, or in another place
  (lines, random) => {
    const { from, to } = anEntity(lines, random)
    const entity = lines.slice(from, to)
    lines.splice(
      place(lines, random),
      0,
      ...Array.from({ length: 1 + random(20) }, () => entity).flat(),
    )
  },
  (lines, random) => {
    const { from, to } = anEntity(lines, random)
    const entity = lines.splice(from, to - from)
    if (random(2) === 0) lines.splice(anEntity(lines, random).from, 0, ...entity)
  },
  // a group put in
  (lines, random) => {
    const { from } = anEntity(lines, random)
    const code = [10, 20, 30, 40, 41, 42, 50, 60, 66, 67, 70, 71, 72, 73, 90, 91, 92, 210, 230][
      random(19)
    ]
    lines.splice(from + 2, 0, String(code), WORDS[random(WORDS.length)] ?? '')
  },
  // a bit of one letter
  (lines, random) => {
    const at = place(lines, random)
    const line = lines[at] ?? ''
    const letter = random(Math.max(1, line.length))
    const changed = String.fromCharCode(line.charCodeAt(letter) ^ (1 << random(8)))
    lines[at] = line.slice(0, letter) + changed + line.slice(letter + 1)
  },
]

/** What a run of mutated files came to. */
export interface FuzzCount {
  readonly files: number
  readonly imported: number
  readonly slowestMs: number
}

const OPTIONS = { unit: 'mm', curveToleranceMm: 0.01, joinToleranceMm: 0.01 } as const

function seedTexts(): readonly string[] {
  return readdirSync(SEEDS)
    .filter((name) => name.endsWith('.dxf'))
    .sort()
    .map((name) => readFileSync(join(SEEDS, name), 'latin1'))
}

function mutated(texts: readonly string[], random: (below: number) => number): Buffer {
  const lines = (texts[random(texts.length)] ?? '').split('\n')
  const times = 1 + random(6)
  for (let mutation = 0; mutation < times; mutation += 1) {
    MUTATIONS[random(MUTATIONS.length)]?.(lines, random)
  }
  const end = ['\n', '\n', '\n', '\r\n', '\r'][random(5)] ?? '\n'
  return Buffer.from(lines.join(end), 'latin1')
}

/** True when it is imported; throws where a number is none, a path is none, or an export cannot be made. */
function tryOne(file: Uint8Array, random: (below: number) => number): boolean {
  const decoded = decodeDxf(file)
  if (!decoded.ok) return false
  const { bytes, decodeText } = decoded.value
  const limits = IMPORT_LIMITS
  const result = importDrawing(bytes, { ...OPTIONS, limits, decodeText, isOver: () => false })
  if (!result.ok) return false
  const { drawing } = result.value
  if (drawing === null) throw new Error('the unit was told and is asked for')
  for (const lengthMm of drawing.paths.lengthsMm) {
    if (!Number.isFinite(lengthMm) || lengthMm < 0)
      throw new Error(`a length of ${String(lengthMm)}`)
  }
  for (const coordMm of drawing.segments.coordsMm) {
    if (!Number.isFinite(coordMm)) throw new Error(`a coordinate of ${String(coordMm)}`)
  }
  if (drawing.paths.count > 0) cleanPathAt(drawing, random(drawing.paths.count))
  return true
}

/**
 * Imports so many mutated files, from a number on: each is the same for the same number. Throws with the
 * number of the file at which the importer throws, gives a number that is none, or takes over `limitMs`.
 */
export function fuzz(first: number, count: number, limitMs: number): FuzzCount {
  const texts = seedTexts()
  let imported = 0
  let slowestMs = 0
  for (let file = first; file < first + count; file += 1) {
    const random = randomFrom(file)
    const bytes = mutated(texts, random)
    const started = process.cpuUsage()
    try {
      if (tryOne(bytes, random)) imported += 1
    } catch (thrown) {
      throw new Error(`mutated file ${String(file)}: ${String(thrown)}`, { cause: thrown })
    }
    // what the processor worked: other programs on the machine do not lengthen it
    const { user, system } = process.cpuUsage(started)
    const tookMs = (user + system) / 1000
    slowestMs = Math.max(slowestMs, tookMs)
    if (tookMs > limitMs) throw new Error(`mutated file ${String(file)} took ${String(tookMs)} ms`)
  }
  return { files: count, imported, slowestMs }
}

/** Files between reports. */
const STEP = 10_000

/** `node tests/torture/dxf-fuzz.ts [first] [count]`: mutated files, a million unless told. */
function main(): void {
  const [first = 0, count = 1_000_000] = process.argv.slice(2).map(Number)
  let imported = 0
  let slowestMs = 0
  for (let done = 0; done < count; done += STEP) {
    const found = fuzz(first + done, Math.min(STEP, count - done), 2000)
    imported += found.imported
    slowestMs = Math.max(slowestMs, found.slowestMs)
    const rssMb = process.memoryUsage().rss / 1e6
    process.stdout.write(
      `${String(Math.min(done + STEP, count))} files, ${String(imported)} imported, slowest ${slowestMs.toFixed(0)} ms, ${rssMb.toFixed(0)} MB\n`,
    )
  }
}

if (process.argv[1] === import.meta.filename) main()
