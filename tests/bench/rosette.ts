import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { PATTERN_KEYS, type Pattern } from '#core/pattern/pattern.schema.ts'
import { resolveAsBuilt } from '#core/rosette/as-built.ts'
import { solveBatch } from '#core/rosette/batch.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { solveRosette } from '#core/rosette/solve-rosette.ts'
import { drawRosetteSvg } from '#core/rosette/draw-rosette.ts'

const COLOURS = { top: '#ead3a0', byMaterialId: {}, other: '#9a8f80' }

/** A pattern in which every column is of its own kind. */
function pattern(rowCount: number, columnCount: number): Pattern {
  const palette = Array.from(PATTERN_KEYS.slice(0, 12), (key) => ({
    key,
    name: `Veneer ${key}`,
    colour: '#5f432e',
    thicknessMm: 0.5,
    materialId: null,
  }))
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: columnCount }, (_cell, column) =>
      PATTERN_KEYS.charAt((row * 7 + column * column * 5 + row * column) % palette.length),
    ).join(''),
  )
  return { palette, rows }
}

function planWith(rowCount: number, columnCount: number): Plan {
  const text = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')
  const plan = parsePlan(text, 'mosaic')
  if (!plan.ok) throw new Error(plan.error.message)
  const rings = plan.value.rings.map((ring) =>
    ring.kind === 'tile'
      ? { ...ring, columns: columnCount, pattern: pattern(rowCount, columnCount) }
      : ring,
  )
  return { ...plan.value, rings }
}

function row(name: string, times: number, call: () => unknown): void {
  call()
  const tookMs = Array.from({ length: times }, () => {
    const startedMs = performance.now()
    call()
    return performance.now() - startedMs
  }).toSorted((a, b) => a - b)
  const at = (share: number) => (tookMs[Math.floor((times - 1) * share)] ?? 0).toFixed(3)
  process.stdout.write(`${name.padEnd(44)}${at(0.5).padStart(11)}${at(0.99).padStart(11)}\n`)
}

/** `node tests/bench/rosette.ts`: prints median and 99th percentile of solving plans anew. */
function main(): void {
  process.stdout.write(`${''.padEnd(44)}  median ms     p99 ms\n`)
  const built = { logHeightMm: 14.28, laidTiles: 10, laidArcMm: 75.6 }
  for (const [rows, columns] of [
    [27, 15],
    [60, 200],
    [200, 200],
  ] as const) {
    const plan = planWith(rows, columns)
    const size = `${String(rows)} x ${String(columns)}`
    row(`solve, ${size}`, 200, () => solveRosette(plan))
    row(`as built, ${size}`, 200, () => resolveAsBuilt(plan, 'mosaic', built))
    row(`batch of six on two logs, ${size}`, 50, () =>
      solveBatch([{ plan, rosetteCount: 6, logCount: 2 }]),
    )
    if (columns * rows < 20_000) {
      row(`drawn as SVG, ${size}`, 3, () => drawRosetteSvg(plan, COLOURS))
    }
  }
}

main()
