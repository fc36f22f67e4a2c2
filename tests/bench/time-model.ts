/** How long the time model takes: `node tests/bench/time-model.ts`. */
import { codesOf } from '../../src-core/gcode/program-lines.ts'
import { ProgramTimer } from '../../src-core/gcode/time/program-time.ts'
import { MotionClock, type MotionLimits } from '../../src-core/toolpath/motion-clock.ts'

const LIMITS: MotionLimits = {
  maxRateMmPerMin: [5000, 5000, 2000],
  accelerationMmPerS2: [400, 400, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  plannerBlocks: 15,
  stopDelaySeconds: 0.025,
}

/** Time this process computed: a busy machine's waiting is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function segments(count: number): void {
  let seconds = 0
  const delta: [number, number, number] = [0, 0, 0]
  const clock = new MotionClock(LIMITS, (_owner, taken) => {
    seconds += taken
  })
  const began = cpuMs()
  for (let index = 0; index < count; index += 1) {
    delta[0] = ((index & 31) - 16) * 0.01
    delta[1] = 0.2
    clock.stretch(index, delta, 3000)
  }
  clock.finish()
  report(`${String(count)} segments`, cpuMs() - began, seconds)
}

function programLines(count: number): void {
  const part = Array.from({ length: 10_000 }, (_, index) => {
    const angle = index * 0.0015
    return `G1X${(50 + 10 * Math.cos(angle)).toFixed(3)}Y${(50 + 10 * Math.sin(angle)).toFixed(3)}`
  }).join('\n')
  const piece = codesOf(`${part}\n`)
  const before = process.memoryUsage()
  const clock = new ProgramTimer({ limits: LIMITS, linkBytesPerSecond: 11_520 })
  clock.take(codesOf('G1F3000\n'))
  const began = cpuMs()
  for (let done = 0; done < count; done += 10_000) clock.take(piece)
  const time = clock.finish()
  report(`${String(time.lineCount)} lines of text`, cpuMs() - began, time.totalSeconds)
  const after = process.memoryUsage()
  const grownMb = (after.arrayBuffers - before.arrayBuffers) / 2 ** 20
  process.stdout.write(`  typed arrays: ${grownMb.toFixed(0)} MB\n`)
}

function report(what: string, tookMs: number, machineSeconds: number): void {
  process.stdout.write(
    `${what}: ${tookMs.toFixed(0)} ms, ${machineSeconds.toFixed(0)} s on the machine\n`,
  )
}

segments(1_000_000)
segments(1_000_000)
programLines(2_000_000)
