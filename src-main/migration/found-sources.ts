import type { MigrationSources } from '#core/contract/migration.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { type DatasetSource, findSources } from './sources.ts'

/** The sources of a task; a problem when one cannot be used or none was named. */
export async function requireSources(
  chosen: MigrationSources,
): Promise<Result<readonly DatasetSource[], Problem>> {
  const { sources, problems } = await findSources(chosen)
  const [first] = problems
  if (first !== undefined) {
    return failure(
      notFound(first, 'Choose a file or folder that holds the JSON of the older system.'),
    )
  }
  if (sources.length > 0) return success(sources)
  const message = 'No JSON was named to compare with the database.'
  return failure(notFound(message, 'Choose the files or the folder of the older system.'))
}

function notFound(message: string, remedy: string): Problem {
  return { kind: 'not-found', message, remedy, requestId: '' }
}
