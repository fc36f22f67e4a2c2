import { performance } from 'node:perf_hooks'
import { areaCells, paintCells } from '#core/pattern/paint.ts'
import { rotateQuarterTurn, shift } from '#core/pattern/arrange.ts'
import { resize } from '#core/pattern/size.ts'
import { PATTERN_KEYS, type Pattern } from '#core/pattern/pattern.schema.ts'
import { proposePalette } from '#core/pattern/propose-palette.ts'
import { quantise } from '#core/pattern/quantise.ts'
import { veneerOf } from '../pattern/random-pattern.ts'

function patternOfSize(rows: number, columns: number): Pattern {
  const key = (row: number, column: number) => PATTERN_KEYS.charAt((row * 7 + column * 3) % 8)
  return {
    palette: Array.from({ length: 8 }, (_, index) => veneerOf(index)),
    rows: Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => key(row, column)).join(''),
    ),
  }
}

/** Runs a call so often and prints its median and slowest time. */
function measure(name: string, times: number, call: () => unknown): void {
  const tookMs = Array.from({ length: times }, () => {
    const startedMs = performance.now()
    call()
    return performance.now() - startedMs
  }).sort((a, b) => a - b)
  const cells = [tookMs[Math.floor(times / 2)] ?? 0, tookMs.at(-1) ?? 0]
  const shown = cells.map((ms) => ms.toFixed(3).padStart(11)).join('')
  process.stdout.write(`${name.padEnd(44)}${shown}\n`)
}

/** `node tests/bench/patterns.ts`: edits and picture import; a frame has 16 ms, an import 2 s. */
function main(): void {
  process.stdout.write(`${''.padEnd(44)}  median ms slowest ms\n`)
  for (const [rows, columns] of [
    [27, 15],
    [60, 200],
    [200, 200],
  ] as const) {
    const pattern = patternOfSize(rows, columns)
    const plain = { ...pattern, rows: pattern.rows.map((row) => 'A'.repeat(row.length)) }
    const middle = { row: rows >> 1, column: columns >> 1 }
    const name = `${String(rows)} x ${String(columns)}`
    measure(`${name}: paint one cell`, 500, () => paintCells(pattern, [middle], 'A'))
    measure(`${name}: fill the whole`, 100, () => paintCells(plain, areaCells(plain, middle), 'B'))
    measure(`${name}: quarter turn`, 100, () => rotateQuarterTurn(pattern, 'clockwise'))
    measure(`${name}: shift`, 100, () => shift(pattern, 3, 5))
    const size = { rows, columns, rowAnchor: 'end', columnAnchor: 'middle', fillKey: 'A' } as const
    measure(`${name}: resize`, 100, () => resize(pattern, { ...size, rows: rows - 1 }))
  }
  const [widthPx, heightPx] = [4000, 3000]
  const rgba = new Uint8Array(4 * widthPx * heightPx)
  for (let at = 0; at < rgba.length; at += 1)
    rgba[at] = at % 4 === 3 ? 255 : (at * 2654435761) >>> 24
  const picture = { widthPx, heightPx, rgba }
  const { palette } = patternOfSize(1, 1)
  for (const [rows, columns, diffuse] of [
    [27, 15, false],
    [200, 200, true],
  ] as const) {
    const options = { source: 'bench', rows, columns, palette, diffuse, top: 'outer' } as const
    const name = `12 megapixels to ${String(rows)} x ${String(columns)}${diffuse ? ', diffused' : ''}`
    measure(name, 5, () => quantise(picture, options))
  }
  measure('12 megapixels: propose 8 colours', 5, () => proposePalette(picture, 8))
}

main()
