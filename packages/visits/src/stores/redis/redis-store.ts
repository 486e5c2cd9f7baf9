import { other, type Period, type SummedDimension, total } from '../../counting/dimension.ts'
import { mergeInto, merging } from '../../counting/merge.ts'
import { Patience } from '../../patience.ts'
import { messageOf } from '../../problems.ts'
import {
  type Answer,
  type Batch,
  type CounterStore,
  StoreRefused,
  type StoreSettings,
  type Top,
} from '../counter-store.ts'
import { applyScript } from './apply-script.ts'
import type { Command, RedisClient } from './client.ts'
import { redisCommand } from './command.ts'
import { redisKeys } from './keys.ts'
import { openRedis } from './opening.ts'
import { numberIn, scoresIn } from './replies.ts'

const secondsOfDay = 86_400
const openDeadline = 5_000
const saltSeconds = 3 * secondsOfDay

/** Counters in Redis, Valkey or a cluster of them, through a client that the site has made. */
export function redisStore(client: RedisClient, settings: StoreSettings): CounterStore {
  const command = redisCommand(client)
  const keys = redisKeys(settings)
  const opened = openingOnce(() => openRedis(command, keys, settings.warn))

  return {
    name: 'Redis',
    patience: 2_000,

    async apply(batch: Batch): Promise<Answer> {
      await opened()
      const names = [keys.values(batch.key), keys.meta(batch.key)]
      const [outcome, at] = (await runScript(command, names, scriptArguments(batch, settings))) as [number, number]
      if (Number(outcome) < 0) return { outcome: 'behind', at: Number(at) }
      return { outcome: Number(outcome) === 1 ? 'applied' : 'already applied' }
    },

    async top(dimension: SummedDimension, periods: readonly Period[], limit: number): Promise<Top> {
      await opened()
      // A value may be among the greatest of all periods and of none.
      const last = periods.length === 1 ? limit - 1 : -1
      const read = await Promise.all(
        periods.map(async (period) => {
          const [values, meta] = [keys.values({ dimension, period }), keys.meta({ dimension, period })]
          const [scores, sums] = await Promise.all([
            last < -1 ? [] : command(values, ['ZREVRANGE', values, '0', String(last), 'WITHSCORES']),
            command(meta, ['HMGET', meta, 'total', 'other']),
          ])
          return { scores: scoresIn(scores), sums: (sums as unknown[]).map(numberIn) }
        }),
      )
      const counts = new Map<string, number>()
      for (const { scores } of read) mergeInto(counts, new Map(scores), merging(dimension))
      const rows = [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      const sum = (index: number) => read.reduce((all, { sums }) => all + (sums[index] ?? 0), 0)
      return { rows: rows.slice(0, limit), total: sum(0), other: sum(1) }
    },

    async sums(dimension: SummedDimension, periods: readonly Period[], value?: string): Promise<number[]> {
      await opened()
      return Promise.all(
        periods.map(async (period) => {
          const [values, meta] = [keys.values({ dimension, period }), keys.meta({ dimension, period })]
          if (value !== undefined && value !== other) return numberIn(await command(values, ['ZSCORE', values, value]))
          return numberIn(await command(meta, ['HGET', meta, value === other ? 'other' : 'total']))
        }),
      )
    },

    async sketches(days: readonly Period[]): Promise<Uint8Array[]> {
      await opened()
      return Promise.all(
        days.map(async (period) => {
          const values = keys.values({ dimension: 'visitors', period })
          return Buffer.from(String((await command(values, ['GET', values])) ?? ''), 'latin1')
        }),
      )
    },

    async salt(day: Period, candidate: string): Promise<string> {
      await opened()
      const key = keys.salt(day)
      await command(key, ['SET', key, candidate, 'NX', 'EX', String(saltSeconds)])
      return String((await command(key, ['GET', key])) ?? candidate)
    },

    async close(): Promise<void> {},
  }
}

/** Opens when first asked, again after a failure, and never again after a refusal. */
function openingOnce(open: () => Promise<void>): () => Promise<void> {
  const patience = new Patience(openDeadline, 'Redis')
  let opening: Promise<void> | undefined
  return () => {
    opening ??= patience.waitFor(open()).catch((error) => {
      if (!(error instanceof StoreRefused)) opening = undefined
      throw error
    })
    return opening
  }
}

function scriptArguments({ key, writer, sequence, after, counts }: Batch, settings: StoreSettings): string[] {
  const today = Math.floor(Date.now() / 1000 / secondsOfDay)
  const merge = key.dimension === 'visitors' ? 'max' : 'sum'
  const head = [writer, sequence, after, expiryOf(key.period, settings.keepDays), settings.values, today, merge]
  return [...head, ...[...counts].flat()].map(String)
}

/** When a period's counts may go, in seconds since 1970; 0 for never. A day ends two days later at most, in any time zone. */
const expiryOf = (period: Period, keepDays: number) =>
  period === total ? 0 : Date.parse(period) / 1000 + (keepDays + 2) * secondsOfDay

async function runScript(command: Command, [values = '', meta = '']: string[], words: string[]): Promise<unknown> {
  const rest = ['2', values, meta, ...words]
  try {
    return await command(values, ['EVALSHA', applyScript.sha, ...rest])
  } catch (error) {
    if (!messageOf(error).startsWith('NOSCRIPT')) throw error
    return command(values, ['EVAL', applyScript.lua, ...rest])
  }
}
