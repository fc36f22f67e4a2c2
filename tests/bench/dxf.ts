import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { IMPORT_LIMITS, importDrawing } from '#core/drawing/import-drawing.ts'
import { decodeDxf } from '../../src-main/drawings/decode-dxf.ts'
import { madeDrawing, MIXES } from './dxf-files.ts'

/** What a reader does with the bytes of a file; the number keeps the result from being optimised away. */
type Reader = (bytes: Uint8Array) => number

function importWhole(fileBytes: Uint8Array): number {
  const decoded = decodeDxf(fileBytes)
  if (!decoded.ok) throw new Error(decoded.error.kind)
  const result = importDrawing(decoded.value.bytes, {
    ...{ unit: 'mm', curveToleranceMm: 0.01, joinToleranceMm: 0.01 },
    limits: { ...IMPORT_LIMITS, segments: 5_000_000, coordinateMm: 100_000 },
    decodeText: decoded.value.decodeText,
    isOver: () => false,
  })
  if (!result.ok) throw new Error(result.error.kind)
  return result.value.drawing?.paths.count ?? 0
}

const READERS: Readonly<Record<string, () => Promise<Reader>>> = {
  rmos: () => Promise.resolve(importWhole),
  'dxf-parser': async () => {
    const { default: DxfParser } = await import('dxf-parser')
    return (bytes) =>
      new DxfParser().parseSync(new TextDecoder().decode(bytes))?.entities.length ?? 0
  },
  dxf: async () => {
    const { parseString } = await import('dxf')
    return (bytes) => parseString(new TextDecoder().decode(bytes)).entities.length
  },
  'dxf + denormalise': async () => {
    const { parseString, denormalise } = await import('dxf')
    return (bytes) => denormalise(parseString(new TextDecoder().decode(bytes))).length
  },
}

/** What one process measured. */
interface Measured {
  /** First reading, compiling included, and the median of `RUNS`. */
  readonly firstMs: number
  readonly medianMs: number
  /** Median of what the processors worked, which other programs on the machine do not lengthen. */
  readonly processorMs: number
  /** Most memory the process had at once, less what it had before it read the file. */
  readonly peakMb: number
}

const RUNS = 5

async function measure(reader: string, path: string, runs: number): Promise<Measured> {
  const read = await READERS[reader]?.()
  if (read === undefined) throw new Error(`no reader ${reader}`)
  const idleKb = process.resourceUsage().maxRSS
  const tookMs: number[] = []
  const workedMs: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const bytes = readFileSync(path)
    const startedMs = performance.now()
    const startedCpu = process.cpuUsage()
    read(bytes)
    const { user, system } = process.cpuUsage(startedCpu)
    tookMs.push(performance.now() - startedMs)
    workedMs.push((user + system) / 1000)
  }
  const peakMb = ((process.resourceUsage().maxRSS - idleKb) * 1024) / 1e6
  const median = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  const [medianMs, processorMs] = [median(tookMs), median(workedMs)]
  return { firstMs: tookMs[0] ?? 0, medianMs, processorMs, peakMb }
}

/** Each measurement has a process of its own, so that no reader pays for another's garbage. */
function measureApart(reader: string, path: string, runs: number): Measured | null {
  const words = [import.meta.filename, '--measure', reader, path, String(runs)]
  const { stdout, status } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Measured) : null
}

function printMix(mix: keyof typeof MIXES, mb: number, folder: string): void {
  const path = join(folder, `${mix}-${String(mb)}.dxf`)
  writeFileSync(path, madeDrawing(mix, mb * 1e6))
  const size = statSync(path).size / 1e6
  let bare: Measured | null = null
  for (const reader of ['dxf-parser', 'rmos', 'dxf', 'dxf + denormalise']) {
    const warm = measureApart(reader, path, RUNS)
    // one reading and no more: what later ones leave behind is not the file's
    const once = measureApart(reader, path, 1)
    if (reader === 'dxf-parser') bare = warm
    const cells =
      warm === null || once === null || bare === null
        ? ['failed'.padStart(9)]
        : [
            once.firstMs.toFixed(0).padStart(9),
            warm.medianMs.toFixed(0).padStart(10),
            (warm.medianMs / bare.medianMs).toFixed(2).padStart(7),
            warm.processorMs.toFixed(0).padStart(8),
            (warm.processorMs / bare.processorMs).toFixed(2).padStart(7),
            once.peakMb.toFixed(0).padStart(9),
            (once.peakMb / size).toFixed(1).padStart(8),
          ]
    process.stdout.write(
      `${mix.padEnd(6)}${size.toFixed(1).padStart(6)}  ${reader.padEnd(18)}${cells.join('')}\n`,
    )
  }
  rmSync(path)
}

/**
 * `node tests/bench/dxf.ts [MB ...]`: whole import (parse, blocks, arcs, join, loops) beside bare
 * dxf-parser and npm `dxf`, each from the bytes of the same file. "first" is one reading in a new process.
 */
async function main(): Promise<void> {
  const [flag, reader = '', path = '', runs = ''] = process.argv.slice(2)
  if (flag === '--measure') {
    process.stdout.write(JSON.stringify(await measure(reader, path, Number(runs))))
    return
  }
  const sizes = process.argv.slice(2).map(Number)
  const folder = mkdtempSync(join(tmpdir(), 'rmos-dxf-bench-'))
  process.stdout.write(
    'mix       MB  reader            first ms median ms  ratio  CPU ms  ratio  peak MB  × file\n',
  )
  for (const mix of Object.keys(MIXES) as (keyof typeof MIXES)[]) {
    for (const mb of sizes.length > 0 ? sizes : [10, 50]) printMix(mix, mb, folder)
  }
  rmSync(folder, { recursive: true })
}

await main()
