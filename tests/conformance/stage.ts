import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { EngineCommand } from '../../src-main/machine/engine-messages.ts'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'
import { HandDesk } from '../machine/by-hand/hand-desk.ts'
import { type Answer, type RehearsalOptions, type WireEntry } from '../machine/rehearsal.ts'
import { METAL_PORT } from './metal.ts'
import { openMetalStage } from './metal-stage.ts'

/** What only the virtual controller can tell: the judge of a scenario. */
export interface Judge {
  /** Lines received, without those the engine asks on its own. */
  readonly programLines: () => readonly string[]
  readonly positionSteps: () => readonly number[]
  /** Steps of all finished motions, by axis: a block left out or done twice shows. */
  readonly takenSteps: () => readonly number[]
  readonly receiveHighWaterBytes: () => number
  readonly receiveDroppedBytes: () => number
  readonly desk: HandDesk
}

/** The engine on a controller, and a clock: simulated for the virtual one, real for a real one. */
export interface Stage {
  readonly snapshot: () => MachineSnapshot
  readonly nowMs: () => number
  /** Hands in a command; the answer may come later. */
  readonly command: (command: EngineCommand) => () => Answer | null
  /** Hands in a command and waits for its answer. */
  readonly ask: (command: EngineCommand, limitMs?: number) => Promise<Answer>
  readonly run: (durationMs: number) => Promise<void>
  readonly until: (done: () => boolean, limitMs?: number) => Promise<void>
  readonly start: (text: string) => Answer
  /** Ends of jobs so far. */
  readonly finished: () => readonly JobProgress[]
  readonly sent: () => readonly WireEntry[]
  readonly heard: () => readonly WireEntry[]
  /** Makes something go wrong on the cable, or presses a button of the machine. */
  readonly strike: (kind: VirtualFault['kind'], amount?: number) => void
  /** Lines that came to the controller, empty ones left out. */
  readonly arrivedLines: () => readonly string[]
  /** Null on a real controller. */
  readonly judge: Judge | null
  readonly close: () => Promise<void>
}

/** Lines the engine asks on its own, which no program holds. */
const OWN_LINES = /^(\$[I$#G]|G4P0(\.01)?)$/

/** Realtime bytes as text. */
export const REALTIME_TEXTS: readonly string[] = ['?', '!', '~', '\x18', '\x85', '\x84']

/** Opens a stage with a controller that is connected and at rest. */
export async function openStage(options: RehearsalOptions = {}): Promise<Stage> {
  return METAL_PORT === null
    ? await virtualStage(options)
    : await openMetalStage(METAL_PORT, options)
}

async function virtualStage(options: RehearsalOptions): Promise<Stage> {
  const desk = new HandDesk(options)
  await desk.connect()
  if (desk.state === 'ready') desk.settle()
  const now = (work: () => void) => {
    work()
    return Promise.resolve()
  }
  return {
    snapshot: () => desk.engine.snapshot(),
    nowMs: () => desk.nowMs,
    command: (command) => desk.command(command),
    ask: async (command, limitMs = 60_000) => {
      const answer = desk.command(command)
      // a port opens in its own turn
      await Promise.resolve()
      await Promise.resolve()
      desk.runUntil(() => answer() !== null, limitMs)
      return given(answer())
    },
    run: (durationMs) =>
      now(() => {
        desk.run(durationMs)
      }),
    until: (done, limitMs = 60_000) =>
      now(() => {
        desk.runUntil(done, limitMs)
      }),
    start: (text) => desk.start(text),
    finished: () => desk.finished,
    sent: () => desk.toController,
    heard: () => desk.fromController,
    strike: (kind, amount) => {
      desk.controller.strike(kind, amount)
    },
    arrivedLines: () => desk.controller.record().receivedLines,
    judge: judgeOf(desk),
    close: () => Promise.resolve(),
  }
}

function judgeOf(desk: HandDesk): Judge {
  return {
    desk,
    programLines: () =>
      desk.controller.record().receivedLines.filter((line) => !OWN_LINES.test(line)),
    positionSteps: () => desk.controller.record().positionSteps,
    takenSteps: () => desk.controller.record().takenSteps,
    receiveHighWaterBytes: () => desk.controller.record().receiveHighWaterBytes,
    receiveDroppedBytes: () => desk.controller.record().receiveDroppedBytes,
  }
}

function given(answer: Answer | null): Answer {
  if (answer === null) throw new Error('stage: no answer')
  return answer
}

/** Runs a job to its end and gives its outcome. */
export async function finishJob(stage: Stage, limitMs = 120_000): Promise<JobProgress> {
  const count = stage.finished().length
  await stage.until(() => stage.finished().length > count, limitMs)
  const progress = stage.finished().at(-1)
  if (progress === undefined) throw new Error('stage: no job finished')
  return progress
}

/** Starts a program and runs it to its end. */
export async function runProgram(
  stage: Stage,
  text: string,
  limitMs = 120_000,
): Promise<JobProgress> {
  const { problem } = stage.start(text)
  if (problem !== null) throw new Error(`${problem.message} ${problem.remedy}`)
  return await finishJob(stage, limitMs)
}

/** Asks for something done by hand. */
export async function byHand(stage: Stage, request: ManualRequest): Promise<Answer> {
  return await stage.ask({ name: 'manual', request })
}

/** Waits until the engine is ready again. */
export async function untilReady(stage: Stage): Promise<void> {
  await stage.until(() => stage.snapshot().engineState === 'ready')
}

/** Texts that went out between two times, realtime bytes left out. */
export function linesSent(stage: Stage, fromMs: number, toMs = Infinity): readonly string[] {
  return stage
    .sent()
    .filter(({ atMs, text }) => atMs > fromMs && atMs < toMs && !REALTIME_TEXTS.includes(text))
    .map(({ text }) => text)
}

/** Everything heard, in one text. */
export function heardText(stage: Stage): string {
  return stage
    .heard()
    .map(({ text }) => text)
    .join('')
}

/** Reproducible numbers in [0, 1): a linear congruential generator (Numerical Recipes' constants). */
export function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Runs a scenario on a stage and closes it, also when the scenario fails. */
export async function onStage(
  options: RehearsalOptions,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = await openStage(options)
  try {
    await play(stage)
  } finally {
    await stage.close()
  }
}

/** The judge of a stage that is known to be virtual. */
export function judgeOn(stage: Stage): Judge {
  if (stage.judge === null) throw new Error('stage: no judge on a real controller')
  return stage.judge
}
