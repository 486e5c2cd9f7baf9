import { other, type Period, type SummedDimension, total } from '../../counting/dimension.ts'
import { Patience } from '../../patience.ts'
import { messageOf } from '../../problems.ts'
import type { Answer, Batch, CounterStore, StoreSettings, Top } from '../counter-store.ts'
import { applyScript } from './apply-script.ts'
import type { Command, RedisClient } from './client.ts'
import { redisCommand } from './command.ts'
import { redisKeys } from './keys.ts'
import { openRedis } from './opening.ts'
import { numberIn, scoresIn } from './replies.ts'
import { type ScoreList, topOf } from './top.ts'

const secondsOfDay = 86_400
const openDeadline = 5_000
const saltDays = 3

/** Counters in Redis, Valkey or a cluster of them, through a client that the site has made. */
export function redisStore(client: RedisClient, settings: StoreSettings): CounterStore {
  const command = redisCommand(client)
  const keys = redisKeys(settings)
  const opened = openingOnce(() => openRedis(command, keys, settings.warn))

  const scoreList = (key: string): ScoreList => ({
    async read(from, count) {
      return scoresIn(await command(key, ['ZREVRANGE', key, String(from), String(from + count - 1), 'WITHSCORES']))
    },
    async scoresOf(values) {
      return ((await command(key, ['ZMSCORE', key, ...values])) as unknown[]).map(numberIn)
    },
  })

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
      const sumsOf = async (period: Period) => {
        const meta = keys.meta({ dimension, period })
        return ((await command(meta, ['HMGET', meta, 'total', 'other'])) as unknown[]).map(numberIn)
      }
      const lists = periods.map((period) => scoreList(keys.values({ dimension, period })))
      const [rows, sums] = await Promise.all([topOf(lists, limit), Promise.all(periods.map(sumsOf))])
      const sum = (index: number) => sums.reduce((all, numbers) => all + (numbers[index] ?? 0), 0)
      return { rows, total: sum(0), other: sum(1) }
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
      await command(key, ['SET', key, candidate, 'NX', 'EX', String(saltSecondsOf(day))])
      return String((await command(key, ['GET', key])) ?? candidate)
    },

    async close(): Promise<void> {},
  }
}

/** Opens when first asked, and again after a failure: what is refused may be replaced. */
function openingOnce(open: () => Promise<void>): () => Promise<void> {
  const patience = new Patience(openDeadline, 'Redis')
  let opening: Promise<void> | undefined
  return () => {
    opening ??= patience.waitFor(open()).catch((error) => {
      opening = undefined
      throw error
    })
    return opening
  }
}

function scriptArguments({ key, writer, sequence, after, counts }: Batch, settings: StoreSettings): string[] {
  const merge = key.dimension === 'visitors' ? 'max' : 'sum'
  const head = [writer, sequence, after, expiryOf(key.period, settings.keepDays), settings.values, merge]
  return [...head, ...[...counts].flat()].map(String)
}

/** When a period's counts may go, in seconds since 1970; 0 for never. A day ends two days later at most, in any time zone. */
const expiryOf = (period: Period, keepDays: number) =>
  period === total ? 0 : Date.parse(period) / 1000 + (keepDays + 2) * secondsOfDay

/** The seconds until a salt may go, two days after its day: also one that is given late, as Redis had lost it. */
function saltSecondsOf(day: Period): number {
  const left = Math.ceil(Date.parse(day) / 1000 + saltDays * secondsOfDay - Date.now() / 1000)
  return Math.min(Math.max(left, secondsOfDay), saltDays * secondsOfDay)
}

async function runScript(command: Command, [values = '', meta = '']: string[], words: string[]): Promise<unknown> {
  const rest = ['2', values, meta, ...words]
  try {
    return await command(values, ['EVALSHA', applyScript.sha, ...rest])
  } catch (error) {
    if (!messageOf(error).startsWith('NOSCRIPT')) throw error
    return command(values, ['EVAL', applyScript.lua, ...rest])
  }
}
