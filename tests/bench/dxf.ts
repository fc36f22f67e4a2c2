import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { IMPORT_LIMITS, importDrawing } from '#core/drawing/import-drawing.ts'

interface BareParser {
  parseSync: (text: string) => unknown
}
const DxfParser = createRequire(import.meta.url)('dxf-parser') as new () => BareParser

/** Groups of one entity, all of kinds that dxf-parser reads right. */
function entity(index: number): string {
  const [x, y] = [(index % 900) * 4, Math.floor(index / 900) * 4]
  const at = `10\n${(x + 0.125).toFixed(6)}\n20\n${(y + 0.25).toFixed(6)}\n30\n0.0\n`
  const layer = `8\nLAYER_${String(index % 5)}\n`
  if (index % 10 < 4)
    return `0\nLINE\n${layer}${at}11\n${(x + 3).toFixed(6)}\n21\n${(y + 2).toFixed(6)}\n31\n0.0\n`
  if (index % 10 < 6) return `0\nARC\n${layer}${at}40\n1.500000\n50\n10.0\n51\n200.0\n`
  if (index % 10 < 7) return `0\nCIRCLE\n${layer}${at}40\n1.250000\n`
  const corners = Array.from({ length: 8 }, (_, corner) => {
    const rad = (Math.PI * corner) / 4
    return `10\n${(x + Math.cos(rad)).toFixed(6)}\n20\n${(y + Math.sin(rad)).toFixed(6)}\n42\n0.1\n`
  })
  return `0\nLWPOLYLINE\n${layer}90\n8\n70\n1\n${corners.join('')}`
}

function drawingOf(bytes: number): string {
  const parts = ['0\nSECTION\n2\nENTITIES\n']
  let size = 0
  for (let index = 0; size < bytes; index += 1) {
    const text = entity(index)
    parts.push(text)
    size += text.length
  }
  return `${parts.join('')}0\nENDSEC\n0\nEOF\n`
}

function medianMs(call: () => unknown): number {
  const tookMs = Array.from({ length: 3 }, () => {
    const startedMs = performance.now()
    call()
    return performance.now() - startedMs
  })
  return tookMs.toSorted((a, b) => a - b)[1] ?? Number.NaN
}

function importWhole(bytes: Uint8Array): number {
  const result = importDrawing(bytes, {
    ...{ unit: 'mm', curveToleranceMm: 0.01, joinToleranceMm: 0.01 },
    limits: { ...IMPORT_LIMITS, segments: 5_000_000, coordinateMm: 100_000 },
    decodeText: (word) => new TextDecoder('utf-8').decode(word),
    isOver: () => false,
  })
  if (!result.ok) throw new Error(result.error.kind)
  return result.value.drawing?.paths.count ?? 0
}

/** `node tests/bench/dxf.ts [MB ...]`: whole import against bare dxf-parser, median of 3. */
function main(): void {
  const sizes = process.argv.slice(2).map(Number)
  process.stdout.write('      MB  dxf-parser ms  whole import ms  ratio    RSS MB\n')
  for (const size of sizes.length > 0 ? sizes : [10, 50]) {
    const text = drawingOf(size * 1e6)
    const bytes = new TextEncoder().encode(text)
    const wholeMs = medianMs(() => importWhole(bytes))
    const rssMb = process.memoryUsage().rss / 1e6
    const bareMs = medianMs(() => new DxfParser().parseSync(text))
    const row = [
      String(size).padStart(8),
      bareMs.toFixed(0).padStart(15),
      wholeMs.toFixed(0).padStart(17),
      (wholeMs / bareMs).toFixed(2).padStart(7),
      rssMb.toFixed(0).padStart(10),
    ]
    process.stdout.write(`${row.join('')}\n`)
  }
}

main()
