import { tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { clockTime, textTable } from './table.ts'

/** `runs list`: recorded runs, newest first. */
export const runsList: Command = {
  name: 'runs list',
  summary: 'recorded runs, newest first',
  usage:
    'Usage: rmos runs list [--limit N] [--cursor C] [--status OK|BLOCKED|ERROR]\nExample: rmos runs list --limit 10',
  options: {
    limit: { type: 'string' },
    cursor: { type: 'string' },
    status: { type: 'string' },
  },
  run: ({ values }, context) => {
    const limit = Number(values['limit'] ?? 50)
    if (!Number.isInteger(limit) || limit < 1 || limit > 200) {
      return Promise.resolve(tellUsage(context, 'runs list', '--limit goes from 1 to 200'))
    }
    const asked = typeof values['status'] === 'string' ? values['status'].toUpperCase() : null
    const status = (['OK', 'BLOCKED', 'ERROR'] as const).find((known) => known === asked) ?? null
    if (asked !== null && status === null) {
      return Promise.resolve(tellUsage(context, 'runs list', `there is no status "${asked}"`))
    }
    const cursor = typeof values['cursor'] === 'string' ? values['cursor'] : null
    return withWorkshop(context, async ({ runStore }) => {
      const page = await runStore.list({ limit, cursor, status })
      if (!page.ok) return tellProblem(context, page.error)
      const { runs, damaged, nextCursor } = page.value
      if (context.json) writeJson(context, 'rmos.runs', { runs, damaged, nextCursor })
      else if (runs.length === 0) context.writeNote('No run has been recorded yet.')
      else {
        context.writeResult(
          textTable(
            runs.map((run) => [
              run.runId,
              run.createdAtUtc,
              run.status,
              run.riskLevel,
              run.jobName,
              run.lastSend === null ? '' : `sent: ${run.lastSend.outcome}`,
            ]),
          ),
        )
      }
      for (const { runId, sentence } of damaged) context.writeNote(`${runId}: ${sentence}`)
      if (nextCursor !== null && !context.json) context.writeNote(`More: --cursor ${nextCursor}`)
      return damaged.length === 0 ? EXIT.done : EXIT.verificationFailed
    })
  },
}

/** `runs show`: one run as it was recorded. */
export const runsShow: Command = {
  name: 'runs show',
  summary: 'one run as it was recorded, and its sends',
  usage:
    'Usage: rmos runs show RUN_ID\nExample: rmos runs show 4f0c1d7e9a2b4c5d8e6f7a8b9c0d1e2f --json',
  options: {},
  run: ({ positionals }, context) => {
    const runId = positionals[0]
    if (runId === undefined) return Promise.resolve(tellUsage(context, 'runs show', 'name a run'))
    return withWorkshop(context, async ({ runStore }) => {
      const shown = await runStore.show(runId)
      if (!shown.ok) return tellProblem(context, shown.error)
      const { artifact, sends, artifactPath } = shown.value
      if (context.json) {
        writeJson(context, 'rmos.run', { artifact, sends, artifactPath })
        return EXIT.done
      }
      const { decision, hashes, outputs } = artifact
      context.writeResult(
        textTable([
          ['Run', artifact.run_id],
          ['Recorded', artifact.created_at_utc],
          ['Job', artifact.job_name],
          [
            'Status',
            `${artifact.status}${decision.block_reason === null ? '' : `: ${decision.block_reason}`}`,
          ],
          ['Risk', `${decision.risk_level}, score ${String(decision.score ?? '-')}`],
          [
            'Approved',
            artifact.approval === null
              ? 'no'
              : `${artifact.approval.approved_at_utc} by ${artifact.approval.actor}`,
          ],
          ['Tool', artifact.tool_id],
          ['Feasibility', hashes.feasibility_sha256],
          ['G-code', hashes.gcode_sha256 ?? 'none'],
          ['File', artifactPath],
          ...outputs.programs.map((program) => [
            'Program',
            `${program.program_id}: ${program.title}, ${String(program.line_count)} lines, ${clockTime(program.estimated_seconds)}`,
          ]),
          ...sends.map((send) => [
            'Sent',
            `${send.startedAtUtc} ${send.programId}: ${send.outcome}, ${String(send.linesAcknowledged)} of ${String(send.lineCount)} lines to ${send.portUri}`,
          ]),
        ]),
      )
      return EXIT.done
    })
  },
}

/** `runs verify`: takes every hash of a run again; exit 2 when one differs. */
export const runsVerify: Command = {
  name: 'runs verify',
  summary: 're-hash a run and everything in it',
  usage:
    'Usage: rmos runs verify RUN_ID\nExit 2 when anything differs from what was recorded.\nExample: rmos runs verify 4f0c1d7e9a2b4c5d8e6f7a8b9c0d1e2f',
  options: {},
  run: ({ positionals }, context) => {
    const runId = positionals[0]
    if (runId === undefined) return Promise.resolve(tellUsage(context, 'runs verify', 'name a run'))
    return withWorkshop(context, async ({ runStore }) => {
      const found = await runStore.verify(runId)
      if (!found.ok) return tellProblem(context, found.error)
      const { ok, checks } = found.value
      if (context.json) writeJson(context, 'rmos.verification', { runId, ok, checks })
      else {
        context.writeResult(
          textTable(
            checks.map(({ what, ok: good, sentence }) => [good ? 'ok' : 'FAILED', what, sentence]),
          ),
        )
      }
      return ok ? EXIT.done : EXIT.verificationFailed
    })
  },
}
