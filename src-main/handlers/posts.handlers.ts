import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { checkPost, tryPost } from '#core/posts/check-post.ts'
import { inUnits } from '#core/posts/in-units.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { planToolpaths } from '#core/toolpath/plan-toolpaths.ts'
import { judgePlan } from '../workshop/judge.ts'
import type { LibraryShelf } from '../workshop/library-shelf.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'
import type { EditablePostShelf } from '../workshop/post-shelf.ts'
import { problem } from '../workshop/problems.ts'

/** What the post calls work with. */
export interface PostsParts {
  readonly posts: EditablePostShelf
  readonly plans: PlanShelf
  readonly library: LibraryShelf
}

/** The programs of a plan that feasibility lets pass, with what they are cut with. */
function plannedPrograms(plan: Plan, library: LibraryShelf) {
  const { report } = judgePlan(plan, library)
  const { tool, machine } = library.recordsFor(plan)
  const missing = tool === null || machine === null
  if (missing || !mayProceed(report.overall, true)) {
    const first = report.findings.find(({ grade }) => grade === report.overall)
    const remedy = 'Settle its feasibility first, or look at the sample program.'
    return failure(problem('blocked', first?.sentence ?? 'The plan has no programs yet.', remedy))
  }
  const programs = planToolpaths(plan, tool, machine, { tools: library.tools })
  return success({ programs, tool, machine })
}

function preview(
  { plans, library }: PostsParts,
  { text, planId, programId, units }: Parameters<Handlers['posts']['preview']>[0],
): ReturnType<Handlers['posts']['preview']> {
  const { profile, problem: fault } = checkPost('post', text)
  if (profile === null) return failure(problem('invalid-data', fault?.sentence ?? 'no post'))
  const opened = plans.open(planId)
  if (!opened.ok) return opened
  const planned = plannedPrograms(opened.value.plan, library)
  if (!planned.ok) return planned
  const { programs, machine, tool } = planned.value
  const program = programs.find(({ id }) => id === programId) ?? programs[0]
  if (program === undefined) return failure(problem('not-found', 'The plan cuts nothing.'))
  const { name, diameterMm } = library.tools.find(({ id }) => id === program.toolId) ?? tool
  const trial = tryPost(inUnits(profile, units), program, {
    planName: opened.value.plan.name,
    machine,
    toolName: name,
    toolDiameterMm: diameterMm,
  })
  return success({
    programs: programs.map(({ id, title }) => ({ id, title })),
    programId: program.id,
    text: trial.text,
    failures: [...trial.failures],
  })
}

/** Answers the calls about posts. */
export function postsHandlers(parts: PostsParts): Handlers['posts'] {
  const { posts } = parts
  return {
    list: () => {
      const { posts: shelved, refused } = posts.shelved()
      return success({ posts: [...shelved], refused: [...refused] })
    },
    check: ({ text }) => success(checkPost('post', text)),
    preview: (asked) => preview(parts, asked),
    save: async ({ text }): Promise<Result<{ postId: string }, Problem>> => {
      const kept = await posts.save(text)
      return kept.ok ? success({ postId: kept.value.id }) : kept
    },
    remove: ({ postId }) => posts.remove(postId),
  }
}
