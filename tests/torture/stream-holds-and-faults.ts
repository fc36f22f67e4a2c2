import { Rehearsal, WANDERING_PROGRAM } from '../machine/rehearsal.ts'
import type { VirtualFault } from '../../src-main/machine/virtual/faults.ts'

/**
 * Many jobs on the simulated clock, each held, resumed, stopped or broken at points drawn from a
 * seed: a completed job must have cut exactly the program, and any other must say why it ended.
 * Usage: node tests/torture/stream-holds-and-faults.ts [jobs] [seed]
 */
const JOB_COUNT = Number(process.argv[2] ?? '300')
let state = Number(process.argv[3] ?? '20261121')

function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

const FAULT_KINDS: readonly VirtualFault['kind'][] = [
  'drop-ack',
  'garble-ack',
  'double-ack',
  'banner',
  'close',
  'silence',
  'limit',
]

function drawFaults(): readonly VirtualFault[] {
  if (chance() < 0.5) return []
  const kind = FAULT_KINDS[Math.floor(chance() * FAULT_KINDS.length)] ?? 'banner'
  return [{ kind, atLine: 3 + Math.floor(chance() * 75) }]
}

/** Holds, resumes and now and then stops, until the job has ended. */
function pester(rehearsal: Rehearsal): void {
  const limitMs = rehearsal.nowMs + 300_000
  while (rehearsal.finished.length === 0) {
    if (rehearsal.nowMs > limitMs) throw new Error(`the job never ended: ${rehearsal.state}`)
    rehearsal.run(chance() * 700)
    const draw = chance()
    if (draw < 0.004) rehearsal.command({ name: 'stop' })
    else if (rehearsal.state === 'held') rehearsal.command({ name: 'resume' })
    else if (draw < 0.4) rehearsal.command({ name: 'hold' })
  }
}

function check(rehearsal: Rehearsal, plain: Rehearsal): void {
  const record = rehearsal.controller.record()
  const ended = rehearsal.finished
  if (ended.length !== 1) throw new Error(`${String(ended.length)} ends of one job`)
  if (record.receiveDroppedBytes !== 0) throw new Error('the ring overflowed')
  const [progress] = ended
  if (progress === undefined || progress.outcomeSentence === '') throw new Error('no sentence')
  if (progress.outcome !== 'completed') return
  const expected = plain.controller.record()
  if (record.positionSteps.join() !== expected.positionSteps.join()) {
    throw new Error(`completed at ${record.positionSteps.join()}`)
  }
  if (rehearsal.jobLines().join('\n') !== plain.jobLines().join('\n')) {
    throw new Error('completed, but the controller got another program')
  }
}

const plain = await new Rehearsal().connect()
plain.start(WANDERING_PROGRAM)
plain.finish()
const counts = new Map<string, number>()
for (let job = 0; job < JOB_COUNT; job += 1) {
  const seed = state
  const rehearsal = await new Rehearsal({
    faults: drawFaults(),
    latencyMs: chance() * 15,
  }).connect()
  rehearsal.start(WANDERING_PROGRAM)
  try {
    pester(rehearsal)
    check(rehearsal, plain)
  } catch (error) {
    throw new Error(`job ${String(job)}, seed ${String(seed)}`, { cause: error })
  }
  const outcome = rehearsal.finished[0]?.outcome ?? ''
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
}
process.stdout.write(
  `${[...counts].map(([outcome, count]) => `${outcome} ${String(count)}`).join(', ')}\n`,
)
