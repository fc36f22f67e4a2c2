import { readdirSync, readFileSync } from 'node:fs'

/** One process of the application, with what it adds to the computer's memory. */
export interface ProcessShare {
  readonly pid: number
  readonly what: string
  /** Proportional set size: memory shared with others counts by its share, MB. */
  readonly pssMb: number
  /** Processor time of its own, and of children of it that have ended, s. */
  readonly cpuSeconds: number
  readonly endedCpuSeconds: number
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function parents(): Map<number, number> {
  const found = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const ppid = /^\d+ \(.*\) \S (\d+)/s.exec(readOrNothing(`/proc/${name}/stat`))?.[1]
    if (ppid !== undefined) found.set(Number(name), Number(ppid))
  }
  return found
}

/** A virtual controller stands for a machine, and whatever else a bench starts is its own. */
const NOT_OURS = ''

function whatIs(pid: number): string {
  const command = readOrNothing(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' ')
  if (/engine(-process)?\.[jt]s/.test(command)) return 'engine'
  if (/cam(-process)?\.[jt]s/.test(command)) return 'CAM'
  if (/rmos\.mjs virtual/.test(command)) return NOT_OURS
  if (/loaded-main|rmos\.mjs/.test(command)) return 'main'
  const type = /--type=([a-z-]+)/.exec(command)?.[1]
  if (type !== undefined) return `Chromium ${type}`
  return /chrom/.test(command) ? 'Chromium browser' : NOT_OURS
}

const TICKS_PER_SECOND = 100

/** Processor time out of `/proc/<pid>/stat`; the name in front may hold anything, so it is cut off. */
function cpuOf(pid: number): Pick<ProcessShare, 'cpuSeconds' | 'endedCpuSeconds'> {
  const stat = readOrNothing(`/proc/${String(pid)}/stat`)
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number)
  return {
    cpuSeconds: (utime + stime) / TICKS_PER_SECOND,
    endedCpuSeconds: (cutime + cstime) / TICKS_PER_SECOND,
  }
}

/** What each kind of process computed between two looks, and all of them: a busy computer's waiting is not in it. */
export function cpuLines(
  before: readonly ProcessShare[],
  after: readonly ProcessShare[],
): readonly string[] {
  const sums = new Map<string, number>()
  const add = (what: string, seconds: number) => {
    sums.set(what, (sums.get(what) ?? 0) + seconds)
  }
  for (const share of after) {
    const then = before.find(({ pid }) => pid === share.pid)
    add(share.what, share.cpuSeconds - (then?.cpuSeconds ?? 0))
    if (share.what === 'main') add('CAM', share.endedCpuSeconds - (then?.endedCpuSeconds ?? 0))
  }
  const total = [...sums.values()].reduce((sum, seconds) => sum + seconds, 0)
  return [...[...sums].toSorted((a, b) => b[1] - a[1]), ['all', total] as const].map(
    ([what, seconds]) => `  computed by ${what}`.padEnd(56) + `${seconds.toFixed(2)} s`,
  )
}

/** The application's processes among those below a bench's; Linux only. */
export function processShares(benchPid: number): readonly ProcessShare[] {
  const parentOf = parents()
  const isBelow = (pid: number): boolean => {
    let at = parentOf.get(pid)
    while (at !== undefined && at > 1 && at !== benchPid) at = parentOf.get(at)
    return at === benchPid
  }
  const shares = [...parentOf.keys()].filter(isBelow).map((pid) => {
    const rollup = readOrNothing(`/proc/${String(pid)}/smaps_rollup`)
    const pssMb = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
    return { pid, what: whatIs(pid), pssMb, ...cpuOf(pid) }
  })
  return shares.filter(({ what }) => what !== NOT_OURS)
}

/** One line for each kind of process and one for their sum. */
export function memoryLines(shares: readonly ProcessShare[]): readonly string[] {
  const sums = new Map<string, number>()
  for (const { what, pssMb } of shares) sums.set(what, (sums.get(what) ?? 0) + pssMb)
  const total = [...sums.values()].reduce((sum, mb) => sum + mb, 0)
  return [...[...sums].toSorted((a, b) => b[1] - a[1]), ['whole app', total] as const].map(
    ([what, mb]) => `memory (PSS) of ${what}`.padEnd(56) + `${mb.toFixed(0)} MB`,
  )
}
