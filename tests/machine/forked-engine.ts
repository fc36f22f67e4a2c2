import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import {
  createMachineService,
  systemServiceClock,
  type MachineService,
} from '../../src-main/machine/machine-service.ts'
import type { VirtualPortRecord } from '../../src-main/machine/virtual-port.ts'
import { jobOf } from './rehearsal.ts'

/** What a job through the engine's own process came to. */
export interface ForkedRun {
  readonly progress: JobProgress
  readonly record: VirtualPortRecord
  /** Program bytes a second from the first to the last line, at the controller. */
  readonly bytesPerSecond: number
  /** The same, less the time in which the operating system gave the engine no turn. */
  readonly fairBytesPerSecond: number
  /** Longest time between two lines reaching the parser, ms. */
  readonly longestGapMs: number
}

/** A service whose engine is a real child process, of its source or of a built module. */
export function forkedService(modulePath?: string): MachineService {
  return createMachineService({ spawnEngine: forkEngine(modulePath), clock: systemServiceClock() })
}

/** Keeps this process from doing anything else. */
export function blockFor(durationMs: number): void {
  const untilMs = performance.now() + durationMs
  while (performance.now() < untilMs) {
    // Busy on purpose: this is what a screen or a database does at its worst.
  }
}

/** Streams a program to a virtual controller in the engine's process, blocking this one meanwhile. */
export async function streamBlocked(
  text: string,
  options: { readonly blockAfterMs: number; readonly blockMs: number },
): Promise<ForkedRun> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-stream-'))
  const recordPath = join(folder, 'record.json')
  const service = forkedService()
  try {
    const connected = await service.connect(`virtual:?record=${encodeURIComponent(recordPath)}`)
    if (!connected.ok) throw new Error(connected.error.message)
    const ended = new Promise<JobProgress>((resolve) => {
      service.jobFinished(resolve)
    })
    const started = await service.start(jobOf(text))
    if (!started.ok) throw new Error(started.error.message)
    setTimeout(() => {
      blockFor(options.blockMs)
    }, options.blockAfterMs)
    const progress = await ended
    await service.disconnect()
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as VirtualPortRecord
    return { progress, record, ...rateOf(record) }
  } finally {
    await service.close()
    rmSync(folder, { recursive: true })
  }
}

type Rates = Pick<ForkedRun, 'bytesPerSecond' | 'fairBytesPerSecond' | 'longestGapMs'>

function rateOf(record: VirtualPortRecord): Rates {
  const first = record.receivedLines.findIndex((line) => line.startsWith('G21'))
  const last = record.receivedLines.findLastIndex((line) => line.startsWith('G1X'))
  const bytes = record.receivedLines
    .slice(first + 1, last + 1)
    .reduce((sum, line) => sum + line.length + 1, 0)
  const times = record.lineTimesMs.slice(first, last + 1)
  const gaps = times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? timeMs))
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000
  const fairBytesPerSecond = bytes / (seconds - record.starvedMs / 1000)
  return {
    bytesPerSecond: bytes / seconds,
    fairBytesPerSecond,
    longestGapMs: gaps.reduce((a, b) => Math.max(a, b), 0),
  }
}
