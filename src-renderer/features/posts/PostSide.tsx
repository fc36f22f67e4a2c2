import { Copy, Pencil, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { POST_TOKENS } from '#core/posts/post-tokens.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { postsStrings } from './posts.strings.ts'
import { type ListedPost, type ListedPosts, usePosts } from './posts.store.ts'
import { capabilityRows } from './posts.view-model.ts'

const words = postsStrings

/** The posts to choose from, and the files that are none. */
export function PostList({ shelf, chosen }: { shelf: ListedPosts; chosen: ListedPost }) {
  const choose = usePosts((state) => state.choose)
  const write = usePosts((state) => state.write)
  return (
    <>
      <ul className="post-list" aria-label={words.list}>
        {shelf.posts.map((post) => (
          <li key={post.profile.id}>
            <button
              type="button"
              aria-pressed={post === chosen}
              className={classNames('post-choice', post === chosen && 'post-choice-on')}
              onClick={() => {
                choose(post.profile.id)
              }}
            >
              <strong>{post.profile.name}</strong>
              <span className="caption">{post.shipped ? words.shipped : words.own}</span>
            </button>
          </li>
        ))}
      </ul>
      {shelf.refused.length > 0 && (
        <section className="post-section">
          <h3>{words.refusedTitle}</h3>
          {shelf.refused.map(({ fileName, text, sentence }) => (
            <div key={fileName} className="post-refused">
              <p>{sentence}</p>
              <Button
                onClick={() => {
                  write(text)
                }}
              >
                {words.openRefused}
              </Button>
            </div>
          ))}
        </section>
      )}
    </>
  )
}

/** What a post writes and what to set on its controller. */
export function PostFacts({ post }: { post: ListedPost }) {
  const { notes, source } = post.profile
  return (
    <>
      {notes.length > 0 && (
        <section className="post-section">
          <h3>{words.notes}</h3>
          <ul className="post-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="post-section">
        <h3>{words.cans}</h3>
        <dl className="post-facts">
          {capabilityRows(post.profile).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {source !== '' && (
          <p className="caption">
            {words.sourceOf}: {source}
          </p>
        )}
      </section>
    </>
  )
}

/** The names a header or footer may hold. */
export function TokenHelp() {
  return (
    <section className="post-section">
      <p>{words.editorHelp}</p>
      <h3>{words.tokens}</h3>
      <dl className="post-facts post-tokens">
        {Object.entries(POST_TOKENS).map(([name, meaning]) => (
          <div key={name}>
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What can be done with the chosen post. */
export function PostButtons({ post }: { post: ListedPost }) {
  const edit = usePosts((state) => state.edit)
  const remove = usePosts((state) => state.remove)
  const [asking, setAsking] = useState(false)
  const { id, name } = post.profile
  return (
    <div className="bench-foot">
      <Button
        look="primary"
        icon={post.shipped ? <Copy size={16} /> : <Pencil size={16} />}
        onClick={() => {
          edit(post)
        }}
      >
        {post.shipped ? words.copy : words.edit}
      </Button>
      {!post.shipped && (
        <Button
          icon={<Trash2 size={16} />}
          onClick={() => {
            setAsking(true)
          }}
        >
          {words.remove}
        </Button>
      )}
      {asking && (
        <Dialog
          title={words.removeTitle(name)}
          confirmLabel={words.remove}
          cancelLabel={words.keep}
          danger
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void remove(id)
          }}
        >
          <p>{words.removeText}</p>
        </Dialog>
      )}
    </div>
  )
}

/** Saves or drops the text that is being changed. */
export function DraftButtons({ savable }: { savable: boolean }) {
  const save = usePosts((state) => state.save)
  const write = usePosts((state) => state.write)
  const saving = usePosts((state) => state.saving)
  const problem = usePosts((state) => state.problem)
  return (
    <div className="bench-foot">
      {problem !== null && (
        <p role="alert">
          {problem.message} {problem.remedy}
        </p>
      )}
      <Button
        look="primary"
        icon={<Save size={16} />}
        disabled={saving || !savable}
        onClick={() => void save()}
      >
        {saving ? words.saving : words.save}
      </Button>
      <Button
        onClick={() => {
          write(null)
        }}
      >
        {words.cancel}
      </Button>
    </div>
  )
}
