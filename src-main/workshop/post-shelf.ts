import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { type DataProblem, problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { checkPost } from '#core/posts/check-post.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { postRegistry } from '#core/posts/registry.ts'
import { nodeFiles } from '../files/node-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { problem } from './problems.ts'

/** A post with the file it was read from. */
export interface ShelvedPost {
  readonly profile: PostProfile
  readonly fileName: string
  readonly text: string
  /** True when it came with the program and cannot be changed. */
  readonly shipped: boolean
}

/** A post file that was refused. */
export interface RefusedPost {
  readonly fileName: string
  readonly text: string
  readonly sentence: string
}

/** The posts that can be printed with, and those whose file was refused. */
export interface PostShelf {
  /** Sorted by id; read anew, so that a file put into the folder is there at once. */
  readonly posts: readonly PostProfile[]
  /** One sentence for each refused file; the other posts are unharmed. */
  readonly refused: readonly string[]
}

/** A shelf on which the shop keeps posts of its own. */
export interface EditablePostShelf extends PostShelf {
  readonly shelved: () => {
    readonly posts: readonly ShelvedPost[]
    readonly refused: readonly RefusedPost[]
  }
  /** Keeps a post of the shop's own under its id; a post that fails its trial is not kept. */
  readonly save: (text: string) => Promise<Result<PostProfile, Problem>>
  readonly remove: (postId: string) => Promise<Result<{ readonly postId: string }, Problem>>
}

interface FoundFile {
  readonly source: string
  readonly text: string
}

function filesIn(folder: string): readonly FoundFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((source) => ({ source, text: readFileSync(join(folder, source), 'utf8') }))
}

function refusedOf(
  problems: readonly DataProblem[],
  files: readonly FoundFile[],
): readonly RefusedPost[] {
  return problems.map((found) => ({
    fileName: found.source,
    text: files.find(({ source }) => source === found.source)?.text ?? '',
    sentence: problemSentence(found),
  }))
}

/** The posts of one folder. */
function readFolder(folder: string, taken: ReadonlySet<string>, shipped: boolean) {
  const files = filesIn(folder)
  const { posts, problems } = postRegistry(files, taken)
  const shelved = posts.map((profile): ShelvedPost => {
    const file = files.find(
      ({ text }) => text.includes(`"${profile.id}"`) && idOf(text) === profile.id,
    )
    return { profile, fileName: file?.source ?? '', text: file?.text ?? '', shipped }
  })
  return { posts: shelved, refused: refusedOf(problems, files) }
}

function idOf(text: string): string | null {
  try {
    const data = JSON.parse(text) as { readonly id?: unknown }
    return typeof data.id === 'string' ? data.id : null
  } catch {
    return null
  }
}

/** A post whose sample program is what was planned; anything else is a problem. */
function triedPost(text: string): Result<PostProfile, Problem> {
  const { profile, problem: fault, trial } = checkPost('post', text)
  if (profile === null) {
    return failure(problem('invalid-data', fault?.sentence ?? 'This is no post.'))
  }
  const failed = trial?.failures[0]
  if (failed === undefined) return success(profile)
  const place = failed.line === 0 ? '' : `line ${String(failed.line)} of its sample program: `
  return failure(problem('invalid-data', `${profile.id}: ${place}${failed.sentence}`))
}

/** Where the shop's own posts lie. */
export function userPostFolder(dataDir: string): string {
  return join(dataDir, 'posts')
}

class FolderPostShelf implements EditablePostShelf {
  readonly #shippedFolder: string
  readonly #userFolder: string | null

  constructor(installDir: string, dataDir: string | null) {
    this.#shippedFolder = join(installDir, 'data/posts')
    this.#userFolder = dataDir === null ? null : userPostFolder(dataDir)
  }

  readonly shelved = () => {
    const own = readFolder(this.#shippedFolder, new Set(), true)
    const taken = new Set(own.posts.map(({ profile }) => profile.id))
    const users =
      this.#userFolder === null
        ? { posts: [], refused: [] }
        : readFolder(this.#userFolder, taken, false)
    const posts = [...own.posts, ...users.posts]
    posts.sort((a, b) => (a.profile.id < b.profile.id ? -1 : 1))
    return { posts, refused: [...own.refused, ...users.refused] }
  }

  get posts(): readonly PostProfile[] {
    return this.shelved().posts.map(({ profile }) => profile)
  }

  get refused(): readonly string[] {
    return this.shelved().refused.map(({ sentence }) => sentence)
  }

  readonly save = async (text: string): Promise<Result<PostProfile, Problem>> => {
    const tried = triedPost(text)
    if (!tried.ok) return tried
    const profile = tried.value
    const shipped = this.shelved().posts.find(({ profile: { id } }) => id === profile.id)
    if (shipped?.shipped === true) {
      const remedy = 'Give your post an id of its own.'
      const message = `"${profile.id}" is the id of a post that came with RMOS.`
      return failure(problem('invalid-data', message, remedy))
    }
    const path = this.#pathOf(profile.id)
    if (!path.ok) return path
    const kept = await replaceFile(nodeFiles(), path.value, Buffer.from(text, 'utf8'))
    return kept.ok ? success(profile) : kept
  }

  readonly remove = async (postId: string) => {
    const found = this.shelved().posts.find(({ profile: { id } }) => id === postId)
    if (found === undefined || this.#userFolder === null) {
      return failure(problem('not-found', `There is no post "${postId}".`))
    }
    if (found.shipped) {
      return failure(problem('invalid-input', `${found.profile.name} came with RMOS and stays.`))
    }
    const path = join(this.#userFolder, found.fileName)
    try {
      await unlink(path)
      return success({ postId })
    } catch (error) {
      return failure(fileProblem(error, 'write', path))
    }
  }

  #pathOf(postId: string): Result<string, Problem> {
    const folder = this.#userFolder
    if (folder === null) return failure(problem('storage', 'There is no folder for posts here.'))
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      return failure(fileProblem(error, 'write', folder))
    }
    // a post already kept in a file of another name stays in that file
    const known = this.shelved().posts.find(({ profile: { id } }) => id === postId)
    return success(join(folder, known?.fileName ?? `${postId}.json`))
  }
}

/** The shipped posts, and the shop's own where a data folder is given. */
export function openPosts(installDir: string, dataDir: string | null = null): EditablePostShelf {
  return new FolderPostShelf(installDir, dataDir)
}

/** The posts of these ids in this order, each once; an unknown one is named with those there are. */
export function selectPosts(
  shelf: PostShelf,
  postIds: readonly string[],
): Result<readonly PostProfile[], Problem> {
  const { posts } = shelf
  const chosen: PostProfile[] = []
  for (const postId of new Set(postIds.map((id) => id.toLowerCase()))) {
    const profile = posts.find((candidate) => candidate.id === postId)
    if (profile === undefined) {
      const known = posts.map(({ id }) => id).join(', ')
      return failure(problem('not-found', `There is no post "${postId}"; there are: ${known}.`))
    }
    chosen.push(profile)
  }
  return success(chosen)
}
