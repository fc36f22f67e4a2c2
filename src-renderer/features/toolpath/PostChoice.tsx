import { useEffect } from 'react'
import { Segmented } from '../../ui/Choice.tsx'
import { toolpathStrings } from './toolpath.strings.ts'
import { useToolpath } from './toolpath.store.ts'

const words = toolpathStrings

/** For which controllers programs are written, the machine's own taken from the start. */
export function PostChoice({ ownPostId }: { ownPostId: string }) {
  const posts = useToolpath((state) => state.posts)
  const chosen = useToolpath((state) => state.postIds) ?? [ownPostId]
  const units = useToolpath((state) => state.units)
  const choosePosts = useToolpath((state) => state.choosePosts)
  const chooseUnits = useToolpath((state) => state.chooseUnits)
  const loadPosts = useToolpath((state) => state.loadPosts)
  useEffect(() => {
    void loadPosts()
  }, [loadPosts])
  const names = posts.filter(({ id }) => chosen.includes(id)).map(({ name }) => name)
  return (
    <details className="post-choice-box">
      <summary>
        {words.controllers}: <strong>{names.join(', ')}</strong>
      </summary>
      <fieldset>
        <legend className="visually-hidden">{words.controllers}</legend>
        {posts.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              // without any there would be no program at all
              disabled={chosen.length === 1 && chosen.includes(id)}
              onChange={(event) => {
                const rest = chosen.filter((other) => other !== id)
                choosePosts(event.target.checked ? [...rest, id] : rest)
              }}
            />{' '}
            {name}
          </label>
        ))}
      </fieldset>
      <Segmented
        label={words.programUnits}
        value={units}
        options={(['mm', 'inch'] as const).map((value) => ({
          value,
          label: words.unitsOf[value],
        }))}
        onChange={chooseUnits}
      />
    </details>
  )
}
