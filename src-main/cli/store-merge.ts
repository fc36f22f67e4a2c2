import { mergeBack, noDatabaseToMergeInto } from '../store/merge-back.ts'
import type { MergeReport } from '../store/merge-back.ts'
import { tellProblem, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { textTable } from './table.ts'

function tell(context: CommandContext, report: MergeReport): ExitCode {
  const { datasets, conflicts, badFiles, movedTo } = report
  if (context.json) {
    writeJson(context, 'rmos.store-merge', { ...report })
    return EXIT.done
  }
  if (datasets.length === 0) {
    context.writeResult('There are no record files to merge.')
    return EXIT.done
  }
  const head = ['records', 'added', 'there already', 'differed']
  const rows = datasets.map(({ dataset, added, unchanged, conflicts: differed }) =>
    [dataset, added, unchanged, differed].map(String),
  )
  context.writeResult(textTable([head, ...rows]))
  for (const { dataset, id, kept } of conflicts) {
    context.writeNote(`${dataset} ${id} differed: the one from the ${kept} stays.`)
  }
  for (const file of badFiles) context.writeNote(`${file}; it was moved aside with the others.`)
  context.writeNote(
    movedTo === null
      ? 'The files could not be moved aside; merging them again changes nothing.'
      : `The files are now in ${movedTo}.`,
  )
  return EXIT.done
}

/** `store merge`: puts the records of a time without the database into it. */
export const storeMerge: Command = {
  name: 'store merge',
  summary: 'put records that were kept in files into the database',
  usage:
    'Usage: rmos store merge\nAll or none; doing it again changes nothing. The files are moved aside, never deleted.\nExample: rmos store merge --json',
  options: {},
  run: (_args, context) =>
    withWorkshop(context, ({ store }) => {
      if (store.backend === 'json-files') {
        return Promise.resolve(tellProblem(context, noDatabaseToMergeInto()))
      }
      const merged = mergeBack({ dataDir: context.dataDir, store, clock: () => new Date() })
      return Promise.resolve(
        merged.ok ? tell(context, merged.value) : tellProblem(context, merged.error),
      )
    }),
}
