import { jsonFault } from '../outcome/json-fault.ts'
import { jsonLines } from '../outcome/json-lines.ts'
import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { type PostProfile, postSchema } from './post.schema.ts'

/** A post file as it was found. */
export interface PostFile {
  /** As a person would name it, e.g. `grbl.json`. */
  readonly source: string
  readonly text: string
}

/** The posts that could be read and what was wrong with the others. */
export interface PostRegistry {
  /** Sorted by id. */
  readonly posts: readonly PostProfile[]
  readonly problems: readonly DataProblem[]
}

/** A field with its line; a field that is missing stands on no line, but its parent does. */
function placeOnLine(text: string, place: string): string {
  const lines = jsonLines(text)
  const parent = place.replace(/(\.[^.[]*|\[\d+\])$/, '')
  const line = lines.get(place) ?? lines.get(parent) ?? 1
  return `line ${String(line)}${place === '' ? '' : `, ${place}`}`
}

/** Reads one post file; refuses it naming the line, the first field that is wrong, its value and the limit. */
export function parsePost(file: PostFile): Result<PostProfile, DataProblem> {
  const { source, text } = file
  const fault = jsonFault(text)
  if (fault !== null) {
    const place = `line ${String(fault.line)} column ${String(fault.column)}`
    const message = fault.kind === 'cut-short' ? 'the file is cut short' : 'is no JSON from here on'
    return failure(dataProblem(source, place, message))
  }
  const data: unknown = JSON.parse(text)
  const parsed = postSchema.safeParse(data)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, data)
  return failure(dataProblem(source, placeOnLine(text, place), message))
}

/**
 * Reads post files. A malformed one, or one whose id an earlier file has or that is `taken`, becomes a
 * problem and leaves the others unharmed; files are taken in the order of their names.
 */
export function postRegistry(
  files: readonly PostFile[],
  taken: ReadonlySet<string> = new Set(),
): PostRegistry {
  const posts = new Map<string, PostProfile>()
  const problems: DataProblem[] = []
  const inOrder = [...files].sort((a, b) => (a.source < b.source ? -1 : 1))
  for (const file of inOrder) {
    const parsed = parsePost(file)
    if (!parsed.ok) problems.push(parsed.error)
    else if (posts.has(parsed.value.id) || taken.has(parsed.value.id)) {
      problems.push(dataProblem(file.source, 'id', `"${parsed.value.id}" is taken by another post`))
    } else posts.set(parsed.value.id, parsed.value)
  }
  const sorted = [...posts.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { posts: sorted, problems }
}
