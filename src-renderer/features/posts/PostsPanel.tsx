import { useEffect } from 'react'
import { readyValue } from '../../session/loadable.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { ErrorState, Skeleton } from '../../ui/States.tsx'
import { PostEditor } from './PostEditor.tsx'
import { DraftButtons, PostButtons, PostFacts, PostList, TokenHelp } from './PostSide.tsx'
import './posts.css'
import { postsStrings } from './posts.strings.ts'
import { type ListedPost, type ListedPosts, usePosts } from './posts.store.ts'
import { sharedLines } from './posts.view-model.ts'
import { ProgramText, ProofSentences } from './ProgramText.tsx'
import { type Trial, useTrial } from './use-trial.ts'

const words = postsStrings

function linesOf(trial: Trial | null): readonly string[] {
  return trial === null ? [] : trial.text.trimEnd().split('\n')
}

/** What is tried: the sample, or the open plan when one is open and chosen. */
function useOrder(postText: string | null) {
  const source = usePosts((state) => state.source)
  const programId = usePosts((state) => state.programId)
  const units = usePosts((state) => state.units)
  const planId = usePlan((state) => state.planId)
  const plan = source === 'plan' ? planId : null
  return postText === null ? null : { postText, planId: plan, programId, units }
}

/** Which program of the open plan is shown, and in which units. */
function PlanChoices({ programs }: { programs: Trial['programs'] }) {
  const units = usePosts((state) => state.units)
  const programId = usePosts((state) => state.programId)
  const show = usePosts((state) => state.show)
  return (
    <>
      <Segmented
        label={words.units}
        value={units}
        options={(['mm', 'inch'] as const).map((value) => ({ value, label: words.unitsOf[value] }))}
        onChange={(value) => {
          show({ units: value })
        }}
      />
      {programs.length > 1 && (
        <SelectField
          label={words.program}
          value={programId ?? programs[0]?.id ?? ''}
          options={programs.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(value) => {
            show({ programId: value })
          }}
        />
      )}
    </>
  )
}

function CompareChoice({ posts }: { posts: readonly ListedPost[] }) {
  const otherId = usePosts((state) => state.otherId)
  const show = usePosts((state) => state.show)
  return (
    <SelectField
      label={words.compare}
      value={otherId ?? ''}
      options={[
        { value: '', label: words.compareNone },
        ...posts.map(({ profile }) => ({ value: profile.id, label: profile.name })),
      ]}
      onChange={(value) => {
        show({ otherId: value === '' ? null : value })
      }}
    />
  )
}

function ViewBar({ posts, trial }: { posts: readonly ListedPost[]; trial: Trial | null }) {
  const source = usePosts((state) => state.source)
  const draft = usePosts((state) => state.draft)
  const show = usePosts((state) => state.show)
  const planId = usePlan((state) => state.planId)
  return (
    <div className="post-bar">
      {planId !== null && (
        <Segmented
          label={words.source}
          value={source}
          options={(['sample', 'plan'] as const).map((value) => ({
            value,
            label: words.sources[value],
          }))}
          onChange={(value) => {
            show({ source: value })
          }}
        />
      )}
      {planId !== null && source === 'plan' && <PlanChoices programs={trial?.programs ?? []} />}
      {draft === null && <CompareChoice posts={posts} />}
    </div>
  )
}

/** One program with its proof under it. */
function Column({ name, trial, other }: { name: string; trial: Trial; other: Trial | null }) {
  const lines = linesOf(trial)
  return (
    <section className="post-column">
      <h3>{words.preview(name)}</h3>
      <ProgramText
        label={words.preview(name)}
        lines={lines}
        failures={trial.failures}
        shared={other === null ? null : sharedLines(lines, linesOf(other))}
      />
      <ProofSentences failures={trial.failures} />
    </section>
  )
}

/** The posts on trial: the chosen or changed one, and the one beside it. */
function useTrials(shelf: ListedPosts, chosen: ListedPost) {
  const draft = usePosts((state) => state.draft)
  const otherId = usePosts((state) => state.otherId)
  const found = shelf.posts.find(({ profile }) => profile.id === otherId)
  const other = draft === null ? (found ?? null) : null
  const trial = useTrial(useOrder(draft ?? chosen.text))
  const otherTrial = useTrial(useOrder(other?.text ?? null))
  const shown = readyValue(trial)
  const refused = trial.state === 'failed' ? { line: 0, sentence: trial.problem.message } : null
  return {
    draft,
    other,
    shown,
    beside: readyValue(otherTrial),
    problem: shown?.problem ?? refused,
  }
}

type Trials = ReturnType<typeof useTrials>

function Columns({ chosen, trials }: { chosen: ListedPost; trials: Trials }) {
  const { draft, other, shown, beside, problem } = trials
  if (problem !== null) {
    return (
      <p className="post-problem" role="alert">
        {problem.sentence}
      </p>
    )
  }
  if (shown === null) return <Skeleton label={words.previewing} />
  const name = draft === null ? chosen.profile.name : words.yours
  return (
    <>
      <Column name={name} trial={shown} other={beside} />
      {other !== null && beside !== null && (
        <Column name={other.profile.name} trial={beside} other={shown} />
      )}
    </>
  )
}

function Side({
  shelf,
  chosen,
  trials,
}: {
  shelf: ListedPosts
  chosen: ListedPost
  trials: Trials
}) {
  const { draft, problem, shown } = trials
  if (draft === null) {
    return (
      <aside className="bench-side" aria-label={words.title}>
        <div className="bench-scroll">
          <PostList shelf={shelf} chosen={chosen} />
          <PostFacts post={chosen} />
        </div>
        <PostButtons post={chosen} />
      </aside>
    )
  }
  return (
    <aside className="bench-side" aria-label={words.title}>
      <div className="bench-scroll">
        <TokenHelp />
      </div>
      <DraftButtons savable={problem === null && shown?.failures.length === 0} />
    </aside>
  )
}

function Workspace({ shelf, chosen }: { shelf: ListedPosts; chosen: ListedPost }) {
  const write = usePosts((state) => state.write)
  const trials = useTrials(shelf, chosen)
  const { draft, other, shown, problem } = trials
  return (
    <>
      <div className="bench-main post-main">
        <ViewBar posts={shelf.posts} trial={shown} />
        <div className="post-columns">
          {draft !== null && <PostEditor text={draft} problem={problem} onChange={write} />}
          <Columns chosen={chosen} trials={trials} />
        </div>
        {other !== null && <p className="caption">{words.onlyHere}</p>}
      </div>
      <Side shelf={shelf} chosen={chosen} trials={trials} />
    </>
  )
}

/** Posts: what each writes, a program as each writes it, and the shop's own posts. */
export function PostsPanel() {
  const shelf = usePosts((state) => state.shelf)
  const postId = usePosts((state) => state.postId)
  const load = usePosts((state) => state.load)
  useEffect(() => {
    void load()
  }, [load])
  if (shelf.state === 'failed') {
    const { message, remedy } = shelf.problem
    return (
      <ErrorState
        title={message}
        safe={words.safe}
        remedy={remedy}
        detailsLabel={words.details}
        retryLabel={words.retry}
        onRetry={() => void load()}
      />
    )
  }
  if (shelf.state !== 'ready') return <Skeleton label={words.reading} />
  const { posts } = shelf.value
  const chosen = posts.find(({ profile }) => profile.id === postId) ?? posts[0]
  if (chosen === undefined) return null
  return (
    <div className="bench">
      <Workspace shelf={shelf.value} chosen={chosen} />
    </div>
  )
}
