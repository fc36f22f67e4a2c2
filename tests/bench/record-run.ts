import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { ProgramPart } from '#core/runs/build-artifact.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { runIdOf, sampleGcode, samplePrograms, sampleRun } from '../durability/sample-run.ts'

const MIGRATIONS_DIR = join(import.meta.dirname, '../../src-main/store/migrations')

/** Runs so many calls, each of which is timed; the loop's longest pause is main's longest block. */
async function measure(
  name: string,
  times: number,
  call: (number: number) => Promise<unknown>,
): Promise<string> {
  const tookMs: number[] = []
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  for (let number = 0; number < times; number += 1) {
    const startedMs = performance.now()
    await call(number)
    tookMs.push(performance.now() - startedMs)
    await delay(1)
  }
  loop.disable()
  tookMs.sort((a, b) => a - b)
  const at = (share: number) => tookMs[Math.floor((times - 1) * share)] ?? 0
  const cells = [at(0.5), at(0.99), loop.max / 1e6].map((ms) => ms.toFixed(2).padStart(9))
  return `${name.padEnd(34)}${cells.join('')}\n`
}

function must<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value
  throw new Error(result.error.message)
}

/** G-code as controllers take it: ASCII only. */
function plainPrograms(lengthBytes: number): readonly ProgramPart[] {
  const [channels, soundhole] = samplePrograms(0)
  if (channels === undefined || soundhole === undefined) throw new Error('two programs expected')
  return [{ ...channels, text: sampleGcode(lengthBytes) }, soundhole]
}

/** `node tests/bench/record-run.ts`: prints median and 99th percentile of each call, and the longest block. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-bench-'))
  const write = (text: string) => process.stdout.write(text)
  try {
    const clock = () => new Date()
    const place = { dataDir, migrationsDir: MIGRATIONS_DIR, newInstallId: () => 'bench', clock }
    write(`${''.padEnd(34)} median ms   p99 ms block ms\n`)
    write(
      await measure('first start', 1, async () => {
        must(await openDatabase(place)).close()
      }),
    )
    write(
      await measure('open', 20, async () => {
        must(await openDatabase(place)).close()
      }),
    )
    const store = must(await openDatabase(place))
    const runs = createRunStore({ dataDir, files: nodeFiles(), store, clock })
    let next = 0
    for (const lengthBytes of [20_000, 150_000, 1_000_000, 5_000_000]) {
      const programs = plainPrograms(lengthBytes)
      const times = lengthBytes > 500_000 ? 20 : 200
      const size = `${String(lengthBytes / 1000)} kB`
      const first = next
      const builts = Array.from({ length: times }, () => {
        next += 1
        const toolpaths = [{ nonce: next }]
        return sampleRun({ runId: runIdOf(next), toolpaths, programs })
      })
      const record = async (number: number) => {
        const built = builts[number]
        if (built !== undefined) must(await runs.record(built, { planId: 'plan' }))
      }
      write(await measure(`record, ${size} of G-code`, times, record))
      const verify = async (number: number) => must(await runs.verify(runIdOf(first + number + 1)))
      write(await measure(`verify, ${size}`, times, verify))
    }
    const page = { limit: 50, cursor: null, status: null }
    write(await measure('list 50', 20, async () => must(await runs.list(page))))
    write(await measure('sweep', 5, async () => must(await runs.sweep())))
    store.close()
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
