import { dialectOf } from '../gcode/dialects/dialect-of.ts'
import { formatNumber } from '../gcode/format.ts'
import type { Machine } from '../library/machine.schema.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { zeroOfStage } from '../rosette/stage.ts'
import { basicMoves, expandDrill, pecksOf } from '../toolpath/basic-moves.ts'
import type {
  BasicMove,
  DrillMove,
  Move,
  RapidMove,
  ToolMove,
  ToolpathProgram,
} from '../toolpath/move.ts'
import { inchFromMm } from '../units/length.ts'
import { ArcWriter } from './arc-writer.ts'
import { BlockWriter } from './block-writer.ts'
import type { PostProfile } from './post.schema.ts'
import type { PostProblem } from './post-problem.ts'
import type { PostToken } from './post-tokens.ts'
import { orderProblem } from './program-order.ts'
import { Refused } from './refused.ts'

/** What a program is printed with. */
export interface PrintOptions {
  readonly profile: PostProfile
  readonly planName: string
  readonly machine: Machine
  /** As the shop calls the tool; its id stands in when left out. */
  readonly toolName?: string
  /** The tool's place in the controller's tool table; 1 when left out. */
  readonly toolNumber?: number
  /** For the {diameter} of a header. */
  readonly toolDiameterMm?: number
}

/** A printed program: lines end in `\n`. */
export interface PrintedProgram {
  readonly text: string
  readonly lineCount: number
}

/** Depths of pecks may differ by rounding of the Q word by no more than this, mm. */
const PECK_ROUNDING_MM = 0.0002

/**
 * True when one canned cycle drills the hole as planned: no controller here pauses after pecks, and Q as
 * it is read has to give the planned number of pecks to the planned depths.
 */
function isCannedHole(move: DrillMove, blocks: BlockWriter): boolean {
  if (move.peckMm === null) return true
  const { count, eachMm } = pecksOf(move)
  const readMm = blocks.readMm(eachMm)
  const depthMm = blocks.readMm(move.clearZMm) - blocks.readMm(move.bottomZMm)
  const sameCount = count * readMm >= depthMm && (count - 1) * readMm < depthMm - 1e-6
  const sameDepths = (count - 1) * Math.abs(readMm - eachMm) <= PECK_ROUNDING_MM
  return move.dwellSeconds === 0 && sameCount && sameDepths
}

/** The path mode word of a post, lengths in its own units; empty when it has none. */
function pathWord({ units, capabilities }: PostProfile): string {
  const { pathMode, spaces } = capabilities
  if (pathMode === 'none') return ''
  if (pathMode === 'exact') return 'G61'
  if (pathMode === 'blended') return 'G64'
  const { blendToleranceMm } = pathMode
  const tolerance = units === 'mm' ? blendToleranceMm : inchFromMm(blendToleranceMm)
  return `G64${spaces ? ' ' : ''}P${formatNumber(tolerance, units === 'mm' ? 4 : 5)}`
}

/** Lowest Z of a program's moves, mm; 0 when none goes down. */
function lowestZMm(moves: readonly Move[]): number {
  let lowest = 0
  for (const move of basicMoves(moves)) {
    if (move.kind === 'line' || move.kind === 'arc' || move.kind === 'plane-arc') {
      lowest = Math.min(lowest, move.to.zMm)
    }
  }
  return lowest
}

/** Writes moves in the words of one post. */
class ProgramWriter {
  readonly blocks: BlockWriter
  private readonly arcs: ArcWriter
  /** The hole last written as a cycle that is still in force. */
  private cycleInForce = false

  constructor(profile: PostProfile) {
    this.blocks = new BlockWriter(profile)
    this.arcs = new ArcWriter(this.blocks, dialectOf(profile.controller).radiusMismatchMm)
  }

  private unsupported(what: string): never {
    throw new Refused({ kind: 'unsupported', moveIndex: this.blocks.moveIndex, what })
  }

  /** Z and XY each in a block of their own: first up, then sideways; sideways first on the way down. */
  private rapid({ to }: RapidMove): void {
    const { blocks } = this
    const { xMm, yMm, zMm } = to
    const sideways = {
      ...(xMm === undefined ? {} : { X: xMm }),
      ...(yMm === undefined ? {} : { Y: yMm }),
    }
    const vertical = zMm === undefined ? {} : { Z: zMm }
    const up = zMm !== undefined && zMm >= (blocks.height() ?? zMm)
    for (const axes of up ? [vertical, sideways] : [sideways, vertical]) {
      const words = blocks.axisWords(axes)
      if (words.length > 0) blocks.block([blocks.motionWord('G0'), ...words])
    }
  }

  private spindle(state: 'on' | 'off', speedRpm: number): void {
    const { blocks } = this
    if (state === 'off') blocks.block(['M5'])
    else blocks.block(['M3', `S${blocks.speedText(speedRpm)}`])
    blocks.forgetMotion()
  }

  /** Puts another tool in: by T and M6, or by a person while the program waits. */
  tool({ toolName, toolNumber }: ToolMove): void {
    const { blocks } = this
    const { toolChange, toolLength } = blocks.capabilities
    if (toolChange === 'none') {
      this.unsupported('the post changes no tools: one program for each tool')
    }
    blocks.comment(`Tool ${String(toolNumber)}: ${toolName}`)
    if (toolChange === 'm6') {
      const select = `T${String(toolNumber)}`
      for (const line of blocks.selectsToolFirst ? [[select], ['M6']] : [[select, 'M6']]) {
        blocks.block(line)
      }
      if (toolLength === 'table') blocks.block(['G43', `H${String(toolNumber)}`])
    } else blocks.block(['M0'])
    blocks.forgetMotion()
    blocks.forgetHeight()
  }

  /** A hole as one cycle block that ends at the clear height, or taken apart. */
  private drill(move: DrillMove): void {
    const { blocks } = this
    if (!blocks.capabilities.drillingCycles || !isCannedHole(move, blocks)) {
      for (const part of expandDrill(move)) this.basic(part)
      return
    }
    const { at, clearZMm, bottomZMm, peckMm, dwellSeconds, feedMmPerMin } = move
    // the tool has to stand somewhere the cycle can start from
    blocks.position()
    blocks.plane('XY')
    const cycle = peckMm !== null ? 'G83' : dwellSeconds > 0 ? 'G82' : 'G81'
    const places = [...blocks.axisWords({ X: at.xMm, Y: at.yMm }, 'XY')]
    const words = [
      `Z${blocks.lengthText(bottomZMm)}`,
      `R${blocks.lengthText(clearZMm)}`,
      ...(peckMm === null ? [] : [`Q${blocks.lengthText(pecksOf(move).eachMm)}`]),
      ...(cycle === 'G82' ? [`P${blocks.dwellText(dwellSeconds)}`] : []),
    ]
    blocks.block(['G99', cycle, ...places, ...words, blocks.feedWord(feedMmPerMin)])
    blocks.forgetHeight()
    blocks.axisWords({ Z: clearZMm })
    this.cycleInForce = true
  }

  private endCycle(): void {
    if (!this.cycleInForce) return
    this.cycleInForce = false
    this.blocks.block(['G80'])
    this.blocks.forgetMotion()
  }

  private basic(move: BasicMove): void {
    const { blocks } = this
    switch (move.kind) {
      case 'comment':
        blocks.comment(move.text)
        return
      case 'spindle':
        this.spindle(move.state, move.speedRpm)
        return
      case 'dwell':
        blocks.block(['G4', `P${blocks.dwellText(move.seconds)}`])
        return
      case 'pause':
        blocks.comment(move.text)
        blocks.block(['M0'])
        blocks.forgetMotion()
        blocks.forgetHeight()
        return
      case 'tool':
        this.tool(move)
        return
      case 'rapid':
        this.rapid(move)
        return
      case 'line':
        blocks.position()
        blocks.straight(move.to, move.feedMmPerMin)
        return
      case 'arc':
      case 'plane-arc':
        this.arcs.write(move)
    }
  }

  move(move: Move, moveIndex: number): void {
    this.blocks.moveIndex = moveIndex
    if (move.kind === 'drill') {
      this.drill(move)
      return
    }
    if (move.kind !== 'comment') this.endCycle()
    this.basic(move)
  }

  /** Leaves no cycle and no other plane in force. */
  settle(): void {
    this.endCycle()
    this.blocks.plane('XY')
  }

  /** A header or footer line with its names filled in; nothing when nothing is left of it. */
  template(line: string, names: Readonly<Record<PostToken, string>>): void {
    const filled = line.replaceAll(/\{([a-z]+)\}/g, (_, name: PostToken) => names[name])
    const inner = /^\((.*)\)$/.exec(filled)?.[1] ?? /^;(.*)$/.exec(filled)?.[1]
    if (inner !== undefined) this.blocks.comment(inner)
    else if (filled.trim() !== '') this.blocks.line(filled.trim())
  }
}

function namesOf(
  program: ToolpathProgram,
  { profile, planName, machine, toolName, toolNumber, toolDiameterMm }: PrintOptions,
): Record<PostToken, string> {
  return {
    job: planName,
    stage: program.stage,
    title: program.title,
    tool: toolName ?? program.toolId,
    toolnumber: String(toolNumber ?? 1),
    diameter:
      toolDiameterMm === undefined
        ? 'diameter not stated'
        : `${formatNumber(toolDiameterMm, 4)} mm`,
    zero: zeroOfStage(program.stage),
    machine: machine.name,
    post: profile.name,
    lowest: `${formatNumber(lowestZMm(program.moves), 3)} mm`,
    units: profile.units === 'mm' ? 'G21' : 'G20',
    path: pathWord(profile),
  }
}

/** The tool a program starts with: put in by the program itself where the controller has a changer. */
function firstTool(program: ToolpathProgram, options: PrintOptions): ToolMove | null {
  if (options.profile.capabilities.toolChange !== 'm6') return null
  const starts = program.moves.find(({ kind }) => kind !== 'comment')
  if (starts?.kind === 'tool') return null
  return {
    kind: 'tool',
    toolId: program.toolId,
    toolName: options.toolName ?? program.toolId,
    toolNumber: options.toolNumber ?? 1,
  }
}

/**
 * Prints a toolpath program in the words of a post. It computes no geometry but the rounding: arcs stay
 * arcs where the controller takes them (centre from the rounded start, both radii checked again after
 * formatting, short lines where they disagree), words in force are not repeated. The same program gives
 * the same bytes; there is no date in it. Refuses a program that breaks the safe order or that cannot be
 * written within the controller's limits.
 */
export function printProgram(
  program: ToolpathProgram,
  options: PrintOptions,
): Result<PrintedProgram, PostProblem> {
  const { profile, machine } = options
  const unsafe = orderProblem(program, machine.spindle)
  if (unsafe !== null) return failure(unsafe)
  const writer = new ProgramWriter(profile)
  const names = namesOf(program, options)
  const tool = firstTool(program, options)
  try {
    for (const line of profile.header) writer.template(line, names)
    if (tool !== null) writer.tool(tool)
    program.moves.forEach((move, index) => {
      writer.move(move, index)
    })
    writer.settle()
    for (const line of profile.footer) writer.template(line, names)
  } catch (thrown) {
    if (thrown instanceof Refused) return failure(thrown.problem)
    throw thrown
  }
  const { lines } = writer.blocks
  return success({ text: `${lines.join('\n')}\n`, lineCount: lines.length })
}
