import { dataProblem, type DataProblem, describeValue } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
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

/** `capabilities.decimals.feed`, `header[2]`. */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    data,
  )
}

/** Reads one post file; refuses it naming the first field that is wrong, its value and what it must be. */
export function parsePost(file: PostFile): Result<PostProfile, DataProblem> {
  const { source, text } = file
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return failure(dataProblem(source, '', `is not JSON: ${reason}`))
  }
  const parsed = postSchema.safeParse(data)
  if (parsed.success) return success(parsed.data)
  const [issue] = parsed.error.issues
  if (issue === undefined) return failure(dataProblem(source, '', 'is not a post'))
  const found = describeValue(valueAt(data, issue.path))
  return failure(dataProblem(source, fieldPath(issue.path), `is ${found}: ${issue.message}`))
}

/**
 * Reads post files. A malformed one, or one whose id an earlier file has, becomes a problem and leaves
 * the others unharmed; files are taken in the order of their names.
 */
export function postRegistry(files: readonly PostFile[]): PostRegistry {
  const posts = new Map<string, PostProfile>()
  const problems: DataProblem[] = []
  const inOrder = [...files].sort((a, b) => (a.source < b.source ? -1 : 1))
  for (const file of inOrder) {
    const parsed = parsePost(file)
    if (!parsed.ok) problems.push(parsed.error)
    else if (posts.has(parsed.value.id)) {
      problems.push(dataProblem(file.source, 'id', `"${parsed.value.id}" is taken by another post`))
    } else posts.set(parsed.value.id, parsed.value)
  }
  const sorted = [...posts.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { posts: sorted, problems }
}

/** The post with this id; null when there is none. */
export function findPost(registry: PostRegistry, id: string): PostProfile | null {
  return registry.posts.find((post) => post.id === id) ?? null
}
