import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { type Path } from '#core/geometry/path.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { judgePocket } from '#core/simulation/engagement/judge-pocket.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import { pathLengths } from '#core/toolpath/measure.ts'
import { planPocket } from '#core/toolpath/pocket/plan-pocket.ts'
import { bar, circle, guitarBody, letters, polygon, ring, star } from '../cam/pocket-shapes.ts'
import { postedText } from '../cam/post-pocket.ts'

const RECTANGLE = polygon([0, 0], [100, 0], [100, 60], [0, 60])
const CASES: readonly (readonly [string, readonly Path[], number, string])[] = [
  ['100 x 60', [RECTANGLE], 6, '653-959 ms, max 55.7'],
  ['100 x 60, island r12', [RECTANGLE, reversedPath(circle(50, 30, 12))], 6, '1017-1719 ms, 59.8'],
  ['star 50/22', [star(50, 22)], 6, '629-1249 ms, 56.2'],
  ['ring 10 mm', ring(50, 60), 3.175, '5850-8265 ms, 57.7'],
  ['ring 10 mm', ring(50, 60), 6, '2175-4124 ms, 67'],
  ['ring 4 mm', ring(52, 56), 3.175, ''],
  ['bar 3.4 mm', [bar(40, 3.4)], 3.175, ''],
  ['bar 3.7 mm', [bar(40, 3.7)], 3.175, ''],
  ['bar 4.0 mm', [bar(40, 4)], 3.175, ''],
  ['bar 4.8 mm', [bar(40, 4.8)], 3.175, ''],
  ['bar 6.4 mm', [bar(40, 6.4)], 3.175, ''],
  ['bar 9.5 mm', [bar(40, 9.5)], 3.175, ''],
  ['bar 3.0 mm', [bar(40, 3)], 3.175, ''],
  ['letters', letters(), 3.175, ''],
  ['letters', letters(), 2, ''],
  ['guitar body', [guitarBody()], 12.7, ''],
  ['guitar body', [guitarBody()], 6, 'never ended'],
]

const MACHINE = (JSON.parse(readFileSync('data/library/machines.json', 'utf8')) as Machine[])[0]

const deg = (rad: number) => ((rad * 180) / Math.PI).toFixed(1).padStart(6)

/**
 * `node tests/bench/pocket.ts [name]`: the pocket suite, planned, posted for GRBL and judged from the posted
 * text. The set angle is 56.1°; the last column is the prototype this began with.
 */
function main(): void {
  const wanted = process.argv[2]
  process.stdout.write(
    `${'pocket'.padEnd(22)}  D mm  plan ms  cut mm  time s  moves  p50°   p99°   max°  pixel°  cleared %  gouge um  in by  notes\n`,
  )
  for (const [name, walls, toolDiameterMm, before] of CASES) {
    if (wanted !== undefined && !name.includes(wanted)) continue
    const startedMs = performance.now()
    const plan = planPocket({
      walls,
      toolDiameterMm,
      stepoverRatio: 0.2,
      stockToLeaveMm: 0,
      passDepthsMm: [1.5],
      direction: 'climb',
      safeHeightMm: 5,
      rampRad: Math.PI / 60,
      feeds: { cutMmPerMin: 1500, plungeMmPerMin: 300 },
    })
    const tookMs = performance.now() - startedMs
    const { cutLengthMm } = pathLengths(plan.moves, { xMm: 0, yMm: 0, zMm: 5 })
    const row = [name.padEnd(22), String(toolDiameterMm).padStart(6), tookMs.toFixed(0).padStart(8)]
    row.push(cutLengthMm.toFixed(0).padStart(8))
    const start = { xMm: 0, yMm: 0, zMm: 5 }
    const seconds = MACHINE === undefined ? 0 : motionTime(plan.moves, start, MACHINE).totalSeconds
    row.push(seconds.toFixed(0).padStart(8), String(plan.moves.length).padStart(7))
    if (plan.moves.some(({ kind }) => kind === 'line' || kind === 'arc')) {
      const verdict = judgePocket(postedText(plan.moves), {
        walls,
        toolRadiusMm: toolDiameterMm / 2,
        floorZMm: -1.5,
      })
      const { exact, pixel } = verdict
      row.push(deg(exact.medianRad), deg(exact.p99Rad), deg(exact.maxRad), deg(pixel.maxRad))
      row.push((100 * verdict.clearedShare).toFixed(3).padStart(10))
      row.push((1000 * verdict.gougeMm).toFixed(2).padStart(8))
      row.push(
        verdict.plungeLines.length === 0
          ? '  ramps'
          : `  ${String(verdict.plungeLines.length)} plunges`,
      )
    }
    const notes = [plan.usedTrochoid ? 'trochoid' : '', plan.usedSlot ? 'slot' : '']
    notes.push(...plan.uncut.map(({ kind, widthMm }) => `${kind} ${widthMm.toFixed(2)}`))
    row.push(`  ${notes.join(' ')} ${before === '' ? '' : `(was ${before})`}`)
    process.stdout.write(`${row.join('')}\n`)
  }
}

main()
