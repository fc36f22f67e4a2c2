import { readFileSync } from 'node:fs'
import type { Path } from '#core/geometry/path.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { pathLengths } from '#core/toolpath/measure.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import { type JudgedPlan, judgedPlan, SUITE_CUT } from '../cam/judged-pocket.ts'
import {
  acute,
  bar,
  circle,
  guitarBody,
  letters,
  polygon,
  ring,
  star,
} from '../cam/pocket-shapes.ts'

type Units = PostProfile['units']
/** Name, walls, diameter of the tool in mm, units of the text, and what other planners make of it. */
type Case = readonly [string, readonly Path[], number, Units, string]

const RECTANGLE = polygon([0, 0], [100, 0], [100, 60], [0, 60])
const ISLAND = [RECTANGLE, reversedPath(circle(50, 30, 12))]
/**
 * Last column: seconds and largest engagement of FreeCAD's adaptive of 2018 (roughing, with its finish pass),
 * then of the prototype this planner began with, which had no finish pass.
 */
const CASES: readonly Case[] = [
  ['100 x 60', [RECTANGLE], 6, 'mm', '0.68 s 73° (91°), 4900 + 296 mm; 0.65-0.96 s 55.7°, 5260 mm'],
  ['100 x 60', [RECTANGLE], 6, 'inch', ''],
  ['100 x 60, island r12', ISLAND, 6, 'mm', '0.62 s 85° (91°); 1.0-1.7 s 59.8°'],
  ['star 50/22', [star(50, 22)], 6, 'mm', '0.56 s 79° (140°); 0.6-1.2 s 56.2°'],
  ['ring 10 mm', ring(50, 60), 3.175, 'mm', '2.76 s 86° (86°); 5.9-8.3 s 57.7°'],
  ['ring 10 mm', ring(50, 60), 6, 'mm', 'no path; 2.2-4.1 s 67°'],
  ['ring 10 mm', ring(50, 60), 6, 'inch', ''],
  ['ring 4 mm', ring(52, 56), 3.175, 'mm', ''],
  ['bar 3.4 mm', [bar(40, 3.4)], 3.175, 'mm', ''],
  ['bar 3.7 mm', [bar(40, 3.7)], 3.175, 'mm', ''],
  ['bar 3.7 mm, 20 long', [bar(20, 3.7)], 3.175, 'mm', ''],
  ['bar 3.7 mm, 20 long', [bar(20, 3.7)], 3.175, 'inch', ''],
  ['bar 4.0 mm', [bar(40, 4)], 3.175, 'mm', ''],
  ['bar 4.8 mm', [bar(40, 4.8)], 3.175, 'mm', ''],
  ['bar 6.4 mm', [bar(40, 6.4)], 3.175, 'mm', ''],
  ['bar 9.5 mm', [bar(40, 9.5)], 3.175, 'mm', ''],
  ['bar 3.0 mm', [bar(40, 3)], 3.175, 'mm', ''],
  ['acute 40°, 20 mm', [acute(20)], 3, 'mm', ''],
  ['acute 40°, 12 mm', [acute(12)], 3, 'mm', ''],
  ['acute 40°, 80 mm', [acute(80)], 12, 'mm', ''],
  ['letters', letters(), 3.175, 'mm', ''],
  ['letters', letters(), 2, 'mm', ''],
  ['letters', letters(), 2, 'inch', ''],
  ['guitar body', [guitarBody()], 12.7, 'mm', ''],
  ['guitar body', [guitarBody()], 6, 'mm', ''],
]

const MACHINE = (JSON.parse(readFileSync('data/library/machines.json', 'utf8')) as Machine[])[0]
const COLUMNS = [
  ['pocket', -22],
  ['D mm', 6],
  ['text', 5],
  ['plan s', 7],
  ['cut mm', 7],
  ['time s', 7],
  ['moves', 7],
  ['p50°', 6],
  ['p99°', 6],
  ['max°', 6],
  ['pixel°', 7],
  ['cleared %', 10],
  ['gouge um', 9],
  ['helix', 6],
  ['ramp', 5],
  ['clear', 6],
  ['bad', 4],
] as const

const deg = (rad: number) => ((rad * 180) / Math.PI).toFixed(1)

function line(cells: readonly string[]): string {
  return COLUMNS.map(([, width], index) => {
    const cell = cells[index] ?? ''
    return width < 0 ? cell.padEnd(-width) : cell.padStart(width)
  }).join('')
}

function judgedCells({ verdict }: JudgedPlan): readonly string[] {
  if (verdict === null) return []
  const { exact, pixel, entries } = verdict
  return [
    ...[exact.medianRad, exact.p99Rad, exact.maxRad, pixel.maxRad].map(deg),
    (100 * verdict.clearedShare).toFixed(3),
    (1000 * verdict.gougeMm).toFixed(2),
    String(entries.helixCount),
    String(entries.rampCount),
    String(entries.clearedCount),
    String(entries.plungeLines.length + entries.rapidLines.length),
  ]
}

function row([name, walls, toolDiameterMm, units, before]: Case): string {
  const judged = judgedPlan({ ...SUITE_CUT, walls, toolDiameterMm }, units)
  const { plan, planSeconds, failures } = judged
  const start = { xMm: 0, yMm: 0, zMm: 5 }
  const seconds = MACHINE === undefined ? 0 : motionTime(plan.moves, start, MACHINE).totalSeconds
  const cells = [name, String(toolDiameterMm), units, planSeconds.toFixed(2)]
  cells.push(pathLengths(plan.moves, start).cutLengthMm.toFixed(0), seconds.toFixed(0))
  cells.push(String(plan.moves.length), ...judgedCells(judged))
  const notes = [plan.usedTrochoid ? 'trochoid' : '', plan.usedSlot ? 'slot' : '']
  notes.push(...plan.uncut.map(({ kind, widthMm }) => `${kind} ${widthMm.toFixed(2)}`))
  notes.push(...failures.map((sentence) => `FAILS: ${sentence}`))
  if (before !== '') notes.push(`(${before})`)
  return `${line(cells)}  ${notes.filter((note) => note !== '').join(' ')}\n`
}

/**
 * `node tests/bench/pocket.ts [all|name…]`: the pocket suite, planned, posted for GRBL and judged from the
 * posted text. The set angle is 56.1°; plan s is CPU time; bad counts straight ways down into wood and
 * rapids below the top that do not go straight up.
 */
function main(): void {
  const wanted = process.argv.slice(2).filter((word) => word !== 'all')
  process.stdout.write(`${line(COLUMNS.map(([title]) => title))}  notes\n`)
  for (const one of CASES) {
    if (wanted.length > 0 && !wanted.some((word) => one[0].includes(word))) continue
    process.stdout.write(row(one))
  }
}

main()
