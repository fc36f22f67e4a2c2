import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRecord } from '#core/library/find-record.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { openPosts } from '../workshop/post-shelf.ts'
import { type SlideFiles, type SlideOrder, slidePrograms } from '../workshop/slide-programs.ts'
import { readPlanFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { clockTime, mm, textTable } from './table.ts'

type Values = Parameters<Command['run']>[0]['values']

/** How it is sawn: the plan's way, changed by what was typed; a sentence when something is not known. */
function sawingOf({ sawing }: Plan, values: Values): SlideOrder['sawing'] | string {
  const number = (name: 'rpm' | 'feed', otherwise: number | undefined) =>
    typeof values[name] === 'string' ? Number(values[name]) : (otherwise ?? NaN)
  const blade = values['blade']
  const bladeId = typeof blade === 'string' ? blade : sawing?.bladeId
  if (bladeId === undefined) return 'the plan names no blade: name one with --blade'
  const spindleRpm = number('rpm', sawing?.spindleRpm)
  const feedMmPerMin = number('feed', sawing?.feedMmPerMin)
  if (!(spindleRpm > 0)) return 'the speed is not known: give it with --rpm'
  if (!(feedMmPerMin > 0)) return 'the feed is not known: give it with --feed, mm/min'
  return { bladeId, spindleRpm, feedMmPerMin, withSled: true }
}

/** What was asked for with the records it names, or what is wrong with it. */
function orderOf(plan: Plan, values: Values, installDir: string): Result<SlideOrder, string> {
  const library = openLibrary(installDir)
  if (!library.ok) return failure(library.error.message)
  const slides = library.value.machines.filter(({ kind }) => kind === 'saw-slide')
  const machineId = values['machine']
  const machine =
    typeof machineId === 'string' ? findRecord(library.value.machines, machineId) : slides[0]
  if (machine == null) {
    const known = slides.map(({ id }) => id).join(', ')
    return failure(`there is no machine "${String(machineId)}"; powered slides: ${known}`)
  }
  const { posts } = openPosts(installDir)
  const postId = typeof values['post'] === 'string' ? values['post'] : machine.postId
  const profile = posts.find(({ id }) => id === postId)
  if (profile === undefined) {
    return failure(
      `there is no post "${postId}"; there are: ${posts.map(({ id }) => id).join(', ')}`,
    )
  }
  const sawing = sawingOf(plan, values)
  if (typeof sawing === 'string') return failure(sawing)
  return success({ plan, machine, profile, sawing })
}

function tellFiles(context: CommandContext, { files, warnings }: SlideFiles): void {
  for (const { sentence } of warnings) context.writeNote(`YELLOW ${sentence}`)
  if (context.json) {
    writeJson(context, 'rmos.saw-programs', { version: 1, files })
    return
  }
  const rows = files.map(({ fileName, title, pieces, estimatedSeconds, proof }) => [
    fileName,
    title,
    `${String(proof.slicesMm.length)} x ${mm(proof.slicesMm[0] ?? 0)}`,
    `kerfs ${mm(proof.kerfLossMm)}, ${mm(proof.leftMm)} left`,
    `${clockTime(estimatedSeconds)}${pieces > 1 ? ` for each of ${String(pieces)}` : ''}`,
  ])
  context.writeResult(textTable(rows))
}

function writeFiles(context: CommandContext, { files }: SlideFiles, dir: string): ExitCode {
  mkdirSync(dir, { recursive: true })
  const there = files.find(({ fileName }) => existsSync(join(dir, fileName)))
  if (there !== undefined) {
    context.writeNote(`${join(dir, there.fileName)} is there already: nothing was written`)
    return EXIT.cannotWrite
  }
  for (const { fileName, text } of files) writeFileSync(join(dir, fileName), text, { flag: 'wx' })
  context.writeNote(`${String(files.length)} programs in ${dir}`)
  return EXIT.done
}

/** What became of an order: its files where the saw is GREEN, or YELLOW and acknowledged. */
function answer(context: CommandContext, order: SlideOrder, values: Values): ExitCode {
  const library = openLibrary(context.installDir)
  if (!library.ok) return tellProblem(context, library.error)
  const made = slidePrograms(order, library.value)
  if (!made.ok) return tellProblem(context, made.error)
  tellFiles(context, made.value)
  if (made.value.warnings.length > 0 && typeof values['ack'] !== 'string') {
    context.writeNote('YELLOW: say why it may be sawn all the same, with --ack "reason"')
    return EXIT.blocked
  }
  const out = values['out']
  return typeof out === 'string' ? writeFiles(context, made.value, out) : EXIT.done
}

/** `saw program`: programs that saw a plan's strips and slices on a powered slide. */
export const sawProgram: Command = {
  name: 'saw program',
  summary: 'programs for a powered slide that saw strips and slices, posted and proved',
  usage: `Usage: rmos saw program PLAN [--machine ID] [--blade ID] [--rpm N] [--feed MM/MIN] [--post ID] [--out DIR] [--ack "reason"]
One program for every plate and log. X sets the stop, Y feeds through the stock, Z lifts the blade; zero is the
squared end, the front edge and the top of the stock. Every text is read back and sawn in a simulation: each
slice must be as thick as planned. A slide clamped by hand stops its blade and waits before every cut.
  --machine ID  a machine of kind saw-slide; the first there is when left out
  --blade, --rpm, --feed   what the plan does not say itself
  --out DIR     writes the programs there; nothing that is there is written over
Exit 4 when the saw is RED, or YELLOW without --ack.
Example: rmos saw program data/examples/classical-mosaic-46.json --blade fet-85-36t --rpm 7000 --feed 1500`,
  options: {
    machine: { type: 'string' },
    blade: { type: 'string' },
    rpm: { type: 'string' },
    feed: { type: 'string' },
    post: { type: 'string' },
    out: { type: 'string' },
    ack: { type: 'string' },
  },
  run: ({ values, positionals }, context) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      return Promise.resolve(tellUsage(context, 'saw program', 'name one plan file'))
    }
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return Promise.resolve(plan.error.exit)
    }
    const order = orderOf(plan.value, values, context.installDir)
    if (!order.ok) return Promise.resolve(tellUsage(context, 'saw program', order.error))
    return Promise.resolve(answer(context, order.value, values))
  },
}
