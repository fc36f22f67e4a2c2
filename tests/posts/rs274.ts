import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One motion as LinuxCNC's own interpreter says it: mm, ends in X, Y, Z. */
export interface JudgedMotion {
  readonly kind: 'rapid' | 'line' | 'arc'
  readonly to: readonly [number, number, number]
  /** Along the path from where the motion before ended, mm; an arc's sweep comes from its centre. */
  readonly lengthMm: number
}

/** What the interpreter made of a program. */
export interface Judgement {
  /** Exit status 0 and no complaint. */
  readonly accepted: boolean
  /** What it complained of; empty when it did not. */
  readonly complaint: string
  readonly motions: readonly JudgedMotion[]
  readonly dwellSeconds: number
}

type Place = [number, number, number]

const TURN_RAD = 2 * Math.PI

function pick(place: Place, axis: number): number {
  return place[axis] ?? Number.NaN
}

/** Reads the canonical calls `rs274` prints; each is a name and its numbers. */
class CanonReader {
  readonly motions: JudgedMotion[] = []
  dwellSeconds = 0
  private at: Place = [0, 0, 0]
  private plane = 'XY'
  private scale = 1

  take(name: string, args: string): void {
    const numbers = args.split(',').map(Number)
    if (name === 'USE_LENGTH_UNITS') this.scale = args.includes('INCHES') ? 25.4 : 1
    else if (name === 'SELECT_PLANE') this.plane = args.replace('CANON_PLANE_', '')
    else if (name === 'DWELL') this.dwellSeconds += numbers[0] ?? 0
    else if (name === 'STRAIGHT_TRAVERSE') this.straight('rapid', numbers)
    else if (name === 'STRAIGHT_FEED') this.straight('line', numbers)
    else if (name === 'ARC_FEED') this.arc(numbers)
  }

  private mm(value: number | undefined): number {
    return (value ?? NaN) * this.scale
  }

  private straight(kind: 'rapid' | 'line', numbers: readonly number[]): void {
    const to: Place = [this.mm(numbers[0]), this.mm(numbers[1]), this.mm(numbers[2])]
    const lengthMm = Math.hypot(to[0] - this.at[0], to[1] - this.at[1], to[2] - this.at[2])
    this.motions.push({ kind, to, lengthMm })
    this.at = to
  }

  /** ARC_FEED(first end, second end, first centre, second centre, turns, end along the third axis, …). */
  private arc(numbers: readonly number[]): void {
    const axes = { XY: [0, 1, 2], XZ: [2, 0, 1], YZ: [1, 2, 0] }[this.plane]
    if (axes === undefined) throw new Error(`plane ${this.plane}`)
    const [first = 0, second = 0, third = 0] = axes
    const to: Place = [0, 0, 0]
    to[first] = this.mm(numbers[0])
    to[second] = this.mm(numbers[1])
    to[third] = this.mm(numbers[5])
    const fromCentre = (place: Place) => {
      const off = [
        pick(place, first) - this.mm(numbers[2]),
        pick(place, second) - this.mm(numbers[3]),
      ]
      return { rad: Math.atan2(off[1] ?? 0, off[0] ?? 0), radiusMm: Math.hypot(...off) }
    }
    const [start, end] = [fromCentre(this.at), fromCentre(to)]
    const sign = Math.sign(numbers[4] ?? 1)
    const turned = ((sign * (end.rad - start.rad)) % TURN_RAD) + TURN_RAD
    const sweep = turned % TURN_RAD < 1e-6 ? TURN_RAD : turned % TURN_RAD
    const riseMm = pick(to, third) - pick(this.at, third)
    this.motions.push({ kind: 'arc', to, lengthMm: Math.hypot(start.radiusMm * sweep, riseMm) })
    this.at = to
  }
}

/** True when LinuxCNC's stand-alone interpreter is installed on this machine. */
export function hasRs274(): boolean {
  const { error } = spawnSync('rs274', ['-h'])
  return error === undefined
}

/** Has LinuxCNC's own interpreter read a program, with tool 1 to 9 of no length in its table. */
export function judgeByLinuxCnc(text: string): Judgement {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-rs274-'))
  try {
    const program = join(folder, 'program.ngc')
    const tools = join(folder, 'tool.tbl')
    writeFileSync(program, text)
    const table = Array.from(
      { length: 9 },
      (_, index) => `T${String(index + 1)} P${String(index + 1)} Z0 D2`,
    )
    writeFileSync(tools, `${table.join('\n')}\n`)
    const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256e6 } as const
    const { stdout, stderr, status } = spawnSync('rs274', ['-t', tools, '-g', program], options)
    const reader = new CanonReader()
    for (const [, name = '', args = ''] of stdout.matchAll(/N\.+ +([A-Z_]+)\((.*)\)$/gm)) {
      reader.take(name, args)
    }
    const complaint = stderr.replace(/^executing$/gm, '').trim()
    const ended = /PROGRAM_END\(\)/.test(stdout)
    return {
      accepted: status === 0 && complaint === '' && ended,
      complaint: ended ? complaint : `${complaint} (did not reach the end)`.trim(),
      motions: reader.motions,
      dwellSeconds: reader.dwellSeconds,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
