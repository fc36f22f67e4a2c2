import { performance } from 'node:perf_hooks'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fitArcs } from '#core/geometry/fit-arcs.ts'
import { insetSeries } from '#core/geometry/polygon-kernel.ts'
import { polarPoint } from '#core/geometry/point.ts'
import { judgePocket } from '#core/simulation/engagement/judge-pocket.ts'
import { HeightMap } from '#core/simulation/height-map.ts'
import { MotionClock, type MotionLimits } from '#core/toolpath/motion-clock.ts'
import { planPocket } from '#core/toolpath/pocket/plan-pocket.ts'
import { SUITE_CUT } from '../cam/judged-pocket.ts'
import { polygon } from '../cam/pocket-shapes.ts'
import { postedText } from '../cam/post-pocket.ts'

const ORIGIN = { xMm: 0, yMm: 0 }
/** Times of which the middle one is told. */
const TIMES = 3

/** Time this process computed: a busy machine's waiting is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

interface Took {
  readonly wallMs: number
  readonly cpuMs: number
}

function took(call: () => unknown, times = TIMES): Took {
  const runs = Array.from({ length: times }, () => {
    const [wall, cpu] = [performance.now(), cpuMs()]
    call()
    return { wallMs: performance.now() - wall, cpuMs: cpuMs() - cpu }
  })
  return {
    wallMs: middle(runs.map((run) => run.wallMs)),
    cpuMs: middle(runs.map((run) => run.cpuMs)),
  }
}

function line(name: string, figure: string, cpu: string, limit: string): void {
  process.stdout.write(
    `${name.padEnd(52)}${figure.padStart(14)}${cpu.padStart(14)}${limit.padStart(14)}\n`,
  )
}

function timed(name: string, limitMs: number, { wallMs, cpuMs: cpu }: Took): void {
  line(name, `${wallMs.toFixed(0)} ms`, `${cpu.toFixed(0)} ms`, `${String(limitMs)} ms`)
}

function geometry(): void {
  const contour = Array.from({ length: 2000 }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / 2000
    return polarPoint(ORIGIN, 60 + 8 * Math.sin(5 * angleRad), angleRad)
  })
  const insets = took(() => insetSeries([contour], 0.5, 0.5))
  timed('all insets of a pocket of 2,000 corners', 500, insets)
  const wave = Array.from({ length: 100_001 }, (_, k) => {
    const t = (k / 100_001) * 80 * Math.PI
    return polarPoint(ORIGIN, 50 + 8 * Math.sin(0.37 * t) + 0.1 * t, t)
  })
  timed(
    'arc fit of 100,000 segments',
    300,
    took(() => fitArcs(wave, 0.005)),
  )
}

const LIMITS: MotionLimits = {
  maxRateMmPerMin: [5000, 5000, 2000],
  accelerationMmPerS2: [400, 400, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  plannerBlocks: 15,
  stopDelaySeconds: 0.025,
}

function estimate(count: number): number {
  let seconds = 0
  const delta: [number, number, number] = [0, 0, 0]
  const clock = new MotionClock(LIMITS, (_owner, taken) => {
    seconds += taken
  })
  for (let index = 0; index < count; index += 1) {
    delta[0] = ((index & 31) - 16) * 0.01
    delta[1] = 0.2
    clock.stretch(index, delta, 3000)
  }
  clock.finish()
  return seconds
}

/** Short moves of a 6 mm tool over a block of 110 by 70 mm, none of which goes on where the last ended. */
function sweepBlock(moves: number): void {
  const map = new HeightMap({ minXMm: 0, minYMm: 0, maxXMm: 110, maxYMm: 70 }, 0.1)
  for (let move = 0; move < moves; move += 1) {
    const x = 5 + (move % 200) * 0.5
    const y = 5 + Math.floor(move / 200) * 0.6
    map.sweep({ xMm: x, yMm: y, zMm: -1 }, { xMm: x + 0.5, yMm: y + 0.1, zMm: -1 }, 3)
  }
}

function simulation(): void {
  const moves = 20_000
  const { wallMs, cpuMs: cpu } = took(() => {
    sweepBlock(moves)
  })
  const perSecond = (ms: number) => `${((1000 * moves) / ms).toFixed(0)} /s`
  const name = 'height map, 6 mm tool, 0.1 mm cells (at least)'
  line(name, perSecond(wallMs), perSecond(cpu), '50000 /s')
}

function pocket(): void {
  const walls = [polygon([0, 0], [100, 0], [100, 60], [0, 60])]
  const plan = () => planPocket({ ...SUITE_CUT, walls, toolDiameterMm: 6 })
  timed('adaptive pocket of 100 by 60, 6 mm tool', 3000, took(plan))
  const verdict = judgePocket(postedText(plan().moves), {
    walls,
    toolRadiusMm: 3,
    floorZMm: -1.5,
  })
  const deg = (rad: number) => `${((rad * 180) / Math.PI).toFixed(1)}°`
  line('  engagement of its posted text (exact)', deg(verdict.exact.maxRad), '', '56.6°')
  line('  engagement of its posted text (pixels)', deg(verdict.pixel.maxRad), '', '58.1°')
  line('  cleared', `${(100 * verdict.clearedShare).toFixed(3)} %`, '', '99.9 %')
  line('  gouge', `${(1000 * verdict.gougeMm).toFixed(2)} um`, '', '5 um')
}

/**
 * `node tests/bench/cam.ts`: what issue 6 asks for in figures, against its limits; the middle of three runs,
 * by the clock and of this process's CPU. Ends with the job of twelve rings (`bundle.ts`) and with jobs called off
 * (`cancel.ts`), each in a process of its own.
 */
function main(): void {
  line('', 'clock', 'CPU', 'limit')
  geometry()
  timed(
    'time of 1,000,000 segments',
    400,
    took(() => estimate(1_000_000)),
  )
  simulation()
  pocket()
  const peakMb = process.resourceUsage().maxRSS / 1024
  line('peak memory of all this', `${peakMb.toFixed(0)} MB`, '', '500 MB')
  process.stdout.write('\nTwelve rings with a channel each, for every controller\n')
  apart('bundle.ts')
  process.stdout.write('\nJobs called off\n')
  apart('cancel.ts')
}

/** Runs another bench in a process of its own and tells what it tells. */
function apart(fileName: string): void {
  const bench = join(import.meta.dirname, fileName)
  const { stdout, stderr } = spawnSync(process.execPath, [bench], { encoding: 'utf8' })
  process.stdout.write(stdout)
  process.stderr.write(stderr)
}

main()
