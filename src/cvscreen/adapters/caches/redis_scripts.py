"""What the Redis cache has its server do, each as one atomic step.

Keys: the epoch; a group's values, a hash; their ends, a sorted set in milliseconds of the server's clock. Arguments:
the epoch that the caller believes in, the value's name, the value, and how many milliseconds it lasts.
"""

from __future__ import annotations

from cvscreen.adapters.redis.scripts import Script

_IN_THE_EPOCH = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return redis.error_reply('EPOCH there is another one') end
"""

_NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""

_LIVING = """
local ending = tonumber(redis.call('ZSCORE', KEYS[3], ARGV[2]) or 0)
local living = ending > now and redis.call('HGET', KEYS[2], ARGV[2])
"""

_KEEP = """
local over = redis.call('ZRANGE', KEYS[3], '-inf', now, 'BYSCORE', 'LIMIT', 0, 10)
if #over > 0 then
  redis.call('HDEL', KEYS[2], unpack(over))
  redis.call('ZREM', KEYS[3], unpack(over))
end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
redis.call('ZADD', KEYS[3], string.format('%.0f', now + ARGV[4]), ARGV[2])
local last = redis.call('ZRANGE', KEYS[3], 0, 0, 'REV', 'WITHSCORES')[2]
redis.call('PEXPIREAT', KEYS[2], string.format('%.0f', last))
redis.call('PEXPIREAT', KEYS[3], string.format('%.0f', last))
"""
# Each value that is kept takes up to ten that are over with it; the last that ends takes the group.

GET = Script(_IN_THE_EPOCH + _NOW + _LIVING + "return living")
"""The value, or nothing."""

SET = Script(_IN_THE_EPOCH + _NOW + _KEEP)
"""Keeps the value."""

ADD = Script(
    _IN_THE_EPOCH
    + _NOW
    + _LIVING
    + "if living then return 0 end\n"
    + "if now < tonumber(string.match(ARGV[1], '%d+$')) then return 1 end\n"
    + _KEEP
    + "return 1"
)
"""Keeps the value unless there is one: 0. While the epoch settles, it is forgotten at once."""

DELETE = Script(_IN_THE_EPOCH + "redis.call('HDEL', KEYS[2], ARGV[2])\n" + "redis.call('ZREM', KEYS[3], ARGV[2])\n")
"""Forgets the value."""

CLEAR = Script(_IN_THE_EPOCH + "redis.call('DEL', KEYS[2], KEYS[3])")
"""Forgets the group."""

BEGIN = Script(
    _NOW
    + """
local settled = now + ARGV[2]
local before = string.match(redis.call('GET', KEYS[1]) or '', '%d+$')
if before and tonumber(before) > settled then settled = tonumber(before) end
local epoch = ARGV[1] .. ':' .. string.format('%.0f', settled)
redis.call('SET', KEYS[1], epoch)
return epoch
"""
)
"""Begins an epoch, whose word is that random one and when it has settled, not before the present one has.

Keys: the epoch. Arguments: the random word, how many milliseconds it settles.
"""
