import type { Problem } from '#core/contract/problem.ts'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import type { Finding } from '#core/feasibility/finding.ts'
import { BITE_WINDOWS } from '#core/feasibility/saw-physics.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import { findRecord } from '#core/library/find-record.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { postProblemSentence } from '#core/posts/post-problem.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { type SawBatch, sawBatches } from '#core/rosette/saw-batches.ts'
import { proveSlices, type SliceProof } from '#core/simulation/slice-proof.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import { type SlideJob, slideProblemSentence, slideProgram } from '#core/toolpath/saw-slide.ts'
import { PostVerificationError } from './cut-plan.ts'
import type { LibraryShelf } from './library-shelf.ts'
import { problem } from './problems.ts'

/** How a plan is sawn on a slide. */
export interface SlideOrder {
  readonly plan: Plan
  readonly machine: Machine
  readonly profile: PostProfile
  /** The plan's own where it has one; the piece is clamped to the slide, so it counts as on a sled. */
  readonly sawing: NonNullable<Plan['sawing']>
}

/** One posted and proved program of a slide. */
export interface SlideFile {
  readonly fileName: string
  readonly title: string
  readonly text: string
  /** The same program saws each of so many pieces of stock. */
  readonly pieces: number
  readonly estimatedSeconds: number
  readonly proof: SliceProof
}

/** All programs of a plan for a slide, and what the judgement warns of. */
export interface SlideFiles {
  readonly files: readonly SlideFile[]
  /** YELLOW findings of the saw, to be acknowledged. */
  readonly warnings: readonly Finding[]
}

/** Where the blade is taken to be when a program starts, for the time's sake. */
const START = { xMm: 0, yMm: 0, zMm: 5 } as const

/** Findings of the saw alone: its rules, its blade, its measurements. */
function sawFindings(plan: Plan, library: LibraryShelf): readonly Finding[] {
  const { findings } = evaluateFeasibility(plan, library.recordsFor(plan))
  return findings.filter(
    ({ ruleId, subject }) =>
      ruleId.startsWith('saw.') ||
      subject.startsWith('blade:') ||
      (ruleId === 'input.measured' && (subject === 'stock' || subject.startsWith('ring:'))),
  )
}

function jobOf(order: SlideOrder, blade: Blade, batch: SawBatch, index: number): SlideJob {
  const { machine, sawing } = order
  const what = batch.kind === 'slices' ? 'slices' : `plate-${String(batch.plate)}`
  return {
    id: `${String(index + 1)}-${fileStem(batch.ringName)}-${what}`,
    ...{ batch, blade, machine },
    spindleRpm: sawing.spindleRpm,
    feedMmPerMin: sawing.feedMmPerMin,
    largestBiteMm: BITE_WINDOWS[blade.kind].greenTo,
  }
}

/** Posts one batch, reads the text back, and saws a stock with it. Throws `PostVerificationError`. */
function fileOf(order: SlideOrder, job: SlideJob): Result<SlideFile, Problem> {
  const { plan, machine, profile } = order
  const { batch, blade } = job
  const planned = slideProgram(job)
  if (!planned.ok) {
    const remedy = 'Change the blade, the saw or the stock, and make the program again.'
    const message = `${batch.ringName}: ${slideProblemSentence(planned.error)}.`
    return failure(problem('blocked', message, remedy))
  }
  const program = planned.value
  const printed = printProgram(program, {
    ...{ profile, machine, planName: plan.name, toolName: blade.name },
    toolDiameterMm: blade.diameterMm,
  })
  const refuse = (sentence: string) =>
    new PostVerificationError(`${program.title} posted by ${profile.id}: ${sentence}`)
  if (!printed.ok) throw refuse(postProblemSentence(printed.error))
  const { text } = printed.value
  const reading = verifyPosted(program, text, { machine, profile })
  const [unlike] = reading.failures
  if (unlike !== undefined) throw refuse(`line ${String(unlike.line)}: ${unlike.sentence}`)
  const proof = proveSlices(text, {
    stock: {
      lengthMm: batch.usableMm,
      acrossMm: batch.acrossMm,
      heightMm: batch.heightMm,
    },
    blade: { diameterMm: blade.diameterMm, kerfMm: batch.kerfMm, teeth: blade.teeth },
    count: batch.count,
    thicknessMm: batch.thicknessMm,
    largestBiteMm: job.largestBiteMm,
  })
  const [fault] = proof.findings
  if (fault !== undefined) throw refuse(`sawn in a simulation: ${fault.sentence}`)
  return success({
    fileName: `${fileStem(plan.name)}-${program.id}.${profile.id}.${profile.fileExtension}`,
    title: program.title,
    text,
    pieces: batch.pieces,
    estimatedSeconds: motionTime(program.moves, START, machine).totalSeconds,
    proof,
  })
}

/**
 * Programs that saw a plan's strips and slices on a powered slide, each posted, read back and sawn in a
 * simulation of its stock. What the judgement of the saw finds RED or UNKNOWN is refused (kind `blocked`).
 * Throws `PostVerificationError` when a text is not what was planned.
 */
export function slidePrograms(
  order: SlideOrder,
  library: LibraryShelf,
): Result<SlideFiles, Problem> {
  const blade = findRecord(library.blades, order.sawing.bladeId)
  const plan: Plan = { ...order.plan, sawing: { ...order.sawing, withSled: true } }
  const findings = sawFindings(plan, library)
  const red = findings.find(({ grade }) => grade === 'RED' || grade === 'UNKNOWN')
  if (red !== undefined) return failure(problem('blocked', red.sentence, red.fix))
  if (blade?.kerfMm == null) {
    return failure(problem('blocked', 'The blade or its kerf is not known.', 'Choose a blade.'))
  }
  const files: SlideFile[] = []
  for (const [index, batch] of sawBatches(plan, blade.kerfMm).entries()) {
    const file = fileOf(order, jobOf(order, blade, batch, index))
    if (!file.ok) return file
    files.push(file.value)
  }
  if (files.length === 0) {
    const remedy = 'Slides saw the plates and logs of rings of tiles.'
    return failure(problem('blocked', 'Nothing in this plan is sawn against a stop.', remedy))
  }
  return success({ files, warnings: findings.filter(({ grade }) => grade === 'YELLOW') })
}
