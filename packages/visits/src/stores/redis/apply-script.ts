import { createHash } from 'node:crypto'

/** Takes one batch, whole or not at all. Returns `{1}` applied, `{0}` applied before, `{-1, at}` behind. */
const lua = `
local values, meta = KEYS[1], KEYS[2]
local writer, sequence, after = 'writer:' .. ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local expires, most, isSketch = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == 'max'
local first, secondsOfDay = 7, 86400
-- By the server's clock: one process whose own is ahead must not have the others' numbers forgotten.
local now = tonumber(redis.call('TIME')[1])
local today = math.floor(now / secondsOfDay)

-- Where values were evicted and their numbers were not, nobody's number holds any more.
if redis.call('EXISTS', values) == 0 then
  local sums = redis.call('HMGET', meta, 'total', 'other')
  local kept = isSketch and redis.call('EXISTS', meta) or tonumber(sums[1] or 0) - tonumber(sums[2] or 0)
  if kept > 0 then redis.call('DEL', meta) end
end

local held = redis.call('HGET', meta, writer)
local at = held and tonumber(string.match(held, '^%d+')) or 0
if at >= sequence then
  if held and not string.match(held, ':' .. today .. '$') then redis.call('HSET', meta, writer, at .. ':' .. today) end
  return { 0, at }
end
if at ~= after then return { -1, at } end

if isSketch then
  for i = first, #ARGV, 2 do
    local register, rank = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    local seen = string.byte(redis.call('GETRANGE', values, register, register)) or 0
    if rank > seen then redis.call('SETRANGE', values, register, string.char(rank)) end
  end
else
  local sum, other = 0, 0
  for i = first, #ARGV, 2 do
    local count = tonumber(ARGV[i + 1])
    sum = sum + count
    if ARGV[i] == '(other)' then other = other + count else redis.call('ZINCRBY', values, count, ARGV[i]) end
  end
  local size = redis.call('ZCARD', values)
  if size > 2 * most then
    local smallest = redis.call('ZPOPMIN', values, size - most)
    for i = 2, #smallest, 2 do other = other + tonumber(smallest[i]) end
  end
  redis.call('HINCRBY', meta, 'total', sum)
  if other > 0 then redis.call('HINCRBY', meta, 'other', other) end
end

-- Each start of a process leaves its number behind; those not heard of for 35 days go.
if not held and redis.call('HLEN', meta) > 1000 then
  local fields = redis.call('HGETALL', meta)
  for i = 1, #fields, 2 do
    local last = string.match(fields[i + 1], ':(%d+)$')
    if last and tonumber(last) < today - 35 then redis.call('HDEL', meta, fields[i]) end
  end
end
redis.call('HSET', meta, writer, sequence .. ':' .. today)

-- A process whose clock is behind counts for days that are over here: what it was told is counted must not be gone at once.
if expires > 0 then
  expires = math.max(expires, now + secondsOfDay)
  redis.call('EXPIREAT', values, expires)
  redis.call('EXPIREAT', meta, expires)
end
return { 1, sequence }
`

/** The script and its name on the server. */
export const applyScript = { lua, sha: createHash('sha1').update(lua).digest('hex') }
