import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable, readyValue } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showToast } from '../../ui/toast.store.ts'
import { postsStrings } from './posts.strings.ts'
import { copyOfPost } from './posts.view-model.ts'

/** A post on the shelf. */
export interface ListedPost {
  readonly profile: PostProfile
  readonly fileName: string
  readonly text: string
  readonly shipped: boolean
}

/** All there is on the shelf. */
export interface ListedPosts {
  readonly posts: readonly ListedPost[]
  readonly refused: readonly {
    readonly fileName: string
    readonly text: string
    readonly sentence: string
  }[]
}

interface PostsState {
  readonly shelf: Loadable<ListedPosts>
  readonly postId: string
  /** Shown beside the chosen one; null compares nothing. */
  readonly otherId: string | null
  readonly source: 'sample' | 'plan'
  readonly programId: string | null
  readonly units: 'mm' | 'inch'
  /** The text being changed; null while nothing is. */
  readonly draft: string | null
  readonly saving: boolean
  readonly problem: Problem | null
  readonly load: () => Promise<void>
  readonly choose: (postId: string) => void
  readonly show: (
    view: Partial<Pick<PostsState, 'otherId' | 'source' | 'programId' | 'units'>>,
  ) => void
  /** Starts a post of one's own from a shipped one, or opens one's own for changing. */
  readonly edit: (post: ListedPost) => void
  readonly write: (draft: string | null) => void
  readonly save: () => Promise<void>
  readonly remove: (postId: string) => Promise<void>
}

/** The posts, the one that is looked at and the one that is changed. */
export const usePosts = create<PostsState>()((set, get) => ({
  shelf: { state: 'idle' },
  postId: 'grbl',
  otherId: null,
  source: 'sample',
  programId: null,
  units: 'mm',
  draft: null,
  saving: false,
  problem: null,
  load: async () => {
    if (get().shelf.state === 'idle') set({ shelf: { state: 'loading' } })
    set({ shelf: loaded(await settle(rmos.posts.list({}))) })
  },
  choose: (postId) => {
    set({ postId, draft: null, problem: null })
  },
  show: (view) => {
    set(view)
  },
  edit: ({ text, shipped }) => {
    const taken = readyValue(get().shelf)?.posts.map(({ profile }) => profile.id) ?? []
    set({ draft: shipped ? copyOfPost(text, taken) : text, problem: null, otherId: null })
  },
  write: (draft) => {
    set({ draft, problem: null })
  },
  save: async () => {
    const { draft } = get()
    if (draft === null) return
    set({ saving: true, problem: null })
    const kept = await settle(rmos.posts.save({ text: draft }))
    set({ saving: false, problem: kept.ok ? null : kept.error })
    if (!kept.ok) return
    showToast(postsStrings.saved(kept.value.postId))
    set({ draft: null, postId: kept.value.postId })
    await get().load()
  },
  remove: async (postId) => {
    const gone = await settle(rmos.posts.remove({ postId }))
    set({ problem: gone.ok ? null : gone.error })
    if (!gone.ok) return
    showToast(postsStrings.removed(postId))
    set({ postId: 'grbl', draft: null })
    await get().load()
  },
}))
