import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join, resolve } from 'node:path'
import { denseProgram } from '../machine/rehearsal.ts'
import type { VirtualPortRecord } from '../../src-main/machine/virtual-port.ts'
import type { LoadedMainCalls } from './loaded-main.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** Main in a process of its own. */
export interface LoadedMain {
  readonly pid: number
  readonly ask: <Name extends keyof LoadedMainCalls>(
    name: Name,
    order: LoadedMainCalls[Name]['order'],
  ) => Promise<LoadedMainCalls[Name]['answer']>
  readonly end: () => Promise<void>
}

/** Starts main over a data folder, from its source or from where it was built to. */
export function startMain(
  dataDir: string,
  path = join(import.meta.dirname, 'loaded-main.ts'),
): LoadedMain {
  const child = fork(path, [dataDir], { execArgv: [] })
  const waiting = new Map<number, (message: { answer?: unknown; error?: string }) => void>()
  let lastId = 0
  child.on('message', (message) => {
    const answer = message as { id: number; answer?: unknown; error?: string }
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  const ended = whenEnded(child)
  return {
    pid: child.pid ?? 0,
    ask: (name, order) =>
      new Promise((found, refused) => {
        lastId += 1
        waiting.set(lastId, ({ answer, error }) => {
          if (error === undefined) found(answer as never)
          else refused(new Error(error))
        })
        child.send({ id: lastId, name, order })
      }),
    end: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function whenEnded(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => {
      done()
    })
  })
}

/** A controller is a computer of its own: what keeps this one busy does not keep it from its work. */
function favour(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH)
  } catch (error) {
    // for a privileged user alone; without it the pauses of its process are told
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** A virtual controller in a process of its own, as a real one is; `end` gives what it saw. */
export async function startController(recordPath: string) {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts/rmos.mjs'), 'virtual', '--listen', '127.0.0.1:0', '--record', recordPath],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  favour(child.pid ?? 0)
  const ended = whenEnded(child)
  const uri = await new Promise<string>((found) => {
    child.stdout.on('data', (bytes: Buffer) => {
      const line = /tcp:\/\/\S+/.exec(bytes.toString())?.[0]
      if (line !== undefined) found(line)
    })
  })
  return {
    uri,
    end: async (): Promise<VirtualPortRecord> => {
      child.kill('SIGINT')
      await ended
      return JSON.parse(readFileSync(recordPath, 'utf8')) as VirtualPortRecord
    },
  }
}

/** 17 bytes a line, as fast as the link carries them, ended as a program ought to be. */
export function fullLinkProgram(lines: number): string {
  return denseProgram(lines).replace('G92X60Y50', 'M3S9000\nG4P0.1\nG0X60Y50')
}

/** 17 bytes and 4 ms of motion a line: as long as the link is fed, the machine never stands. */
export function steadyProgram(lines: number): string {
  const moves = Array.from({ length: lines }, (_, index) => {
    const angle = ((index + 1) * 0.2) / 40
    const at = (middle: number, value: number) => (middle + 40 * value).toFixed(3)
    return `G1X${at(60, Math.cos(angle))}Y${at(60, Math.sin(angle))}`.padEnd(16, '0')
  })
  return ['G21G90G94', 'M3S9000', 'G4P0.1', 'G0X100Y60', 'G1F3000', ...moves, 'M5', 'M2', ''].join(
    '\n',
  )
}

/** 115200 baud, 8N1. */
const LINK_BYTES_PER_SECOND = 11_520
/** A full window of the receive ring lasts so long on the link: a longer gap and it has run dry. */
const WINDOW_MS = 10.4

/** What the controller saw of the moves of one program. */
export interface SeenStream {
  readonly sharePercent: number
  /** The same, less the time in which the system gave the controller's own process no turn. */
  readonly fairSharePercent: number
  /** Gaps between two lines that are longer than the receive ring lasts. */
  readonly dryGaps: number
  readonly longestGapMs: number
  /** The steppers stood between the first move and the last. */
  readonly rests: number
}

/** Moves that fill the planner while the rapid before them still runs: the program's wait, not the link's. */
const BEHIND_THE_RAPID = 24

/** Reads what came of a stream between its first moves and its last. */
export function seenStream(record: VirtualPortRecord): SeenStream {
  const { receivedLines, lineTimesMs, restsMs, starvedMs } = record
  const firstMove = receivedLines.findIndex((line) => line.startsWith('G1X'))
  const first = firstMove + BEHIND_THE_RAPID
  const last = receivedLines.findLastIndex((line) => line.startsWith('G1X'))
  const [fromMs = 0, toMs = 0] = [lineTimesMs[first], lineTimesMs[last]]
  const times = lineTimesMs.slice(first, last + 1)
  const gaps = times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? timeMs))
  const bytes = receivedLines.slice(first + 1, last + 1).reduce((sum, l) => sum + l.length + 1, 0)
  const share = (ms: number) => (100_000 * bytes) / ms / LINK_BYTES_PER_SECOND
  return {
    sharePercent: share(toMs - fromMs),
    fairSharePercent: share(toMs - fromMs - starvedMs),
    dryGaps: gaps.filter((gapMs) => gapMs > WINDOW_MS).length,
    longestGapMs: gaps.reduce((longest, gapMs) => Math.max(longest, gapMs), 0),
    rests: restsMs.filter((atMs) => atMs > fromMs && atMs < toMs).length,
  }
}
