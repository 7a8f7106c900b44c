;; The kernels of scan.ts: they read the tokens that most tokens are, sixteen characters at a time. Pointers are in
;; bytes; the globals are those of ScanMemory, laid out by scan.ts. A character is a byte: its code in ASCII, or 128.
;; Nothing is called from inside: V8 does not inline it. `npm run build:wasm` compiles.
(module
  (memory (import "env" "memory") 1)
  ;; u8: the text as it was written, and folded; at least 32 zeros behind it.
  (global $written (import "env" "written") i32)
  (global $folded (import "env" "folded") i32)
  ;; (256) u8 by character: 1 where a word ends before it, 2 for signs that are tokens, with what repeats them, 4 for
  ;; white space.
  (global $classes (import "env" "classes") i32)
  ;; Sixteen bytes of ones, then as many zeros.
  (global $masks (import "env" "masks") i32)
  ;; (131072) i32, an open hash table: in the lower 16 bits 1 + the id of a word, bits of its hash in the others; or 0.
  (global $slots (import "env" "slots") i32)
  ;; (maxWords, 16) u8: by id, the characters of a word, zeros behind.
  (global $keys (import "env" "keys") i32)
  ;; (maxTokens) i32: of each token the id of its word, its start and its end.
  (global $ids (import "env" "ids") i32)
  (global $starts (import "env" "starts") i32)
  (global $ends (import "env" "ends") i32)
  ;; (1) i32: how many tokens there are.
  (global $count (import "env" "count") i32)

  ;; Writes `written` with small letters to `folded`: $length characters, and up to fifteen more.
  (func (export "fold") (param $length i32)
    (local $at i32) (local $bytes v128)
    (loop $next
      (local.set $bytes (v128.load (i32.add (global.get $written) (local.get $at))))
      (v128.store
        (i32.add (global.get $folded) (local.get $at))
        (v128.or
          (local.get $bytes)
          (v128.and
            (i8x16.splat (i32.const 32))
            (i8x16.lt_u
              (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 65)))
              (i8x16.splat (i32.const 26))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $length)))))

  ;; Appends tokens of `folded` from offset $at up to $length, until there are $maxTokens; returns the offset behind
  ;; what it read. It stops in front of a token that may be another than it reads, and of one whose word it does not
  ;; know; but the word of the first one, unless $newId is 0, becomes number $newId - 1 then.
  (func (export "read") (param $at i32) (param $length i32) (param $maxTokens i32) (param $newId i32) (result i32)
    (local $tokens i32) (local $pointer i32) (local $bytes v128) (local $byte i32) (local $end i32)
    (local $marks i32) (local $inside i32)
    (local $mixed v128) (local $hash i32) (local $slot i32) (local $probes i32) (local $entry i32) (local $id i32)
    (local.set $tokens (i32.load (global.get $count)))
    (block $stop
      (loop $token
        (br_if $stop (i32.ge_u (local.get $tokens) (local.get $maxTokens)))
        (block $white
          (loop $blank
            (br_if $stop (i32.ge_u (local.get $at) (local.get $length)))
            (local.set $pointer (i32.add (global.get $folded) (local.get $at)))
            (local.set $byte (i32.load8_u (local.get $pointer)))
            (br_if $white
              (i32.eqz (i32.and (i32.load8_u (i32.add (global.get $classes) (local.get $byte))) (i32.const 4))))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br $blank)))
        (local.set $bytes (v128.load (local.get $pointer)))
        (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 97)) (i32.const 26))
          (then
            ;; A word: where its letters and apostrophes end.
            (local.set $marks
              (i8x16.bitmask (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 39)))))
            (local.set $end
              (i32.ctz
                (i32.xor
                  (i32.or
                    (local.get $marks)
                    (i8x16.bitmask
                      (i8x16.lt_u
                        (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 97)))
                        (i8x16.splat (i32.const 26)))))
                  (i32.const -1))))
            (br_if $stop (i32.ge_u (local.get $end) (i32.const 16)))
            (local.set $byte (i32.load8_u (i32.add (local.get $pointer) (local.get $end))))
            (br_if $stop
              (i32.eqz (i32.and (i32.load8_u (i32.add (global.get $classes) (local.get $byte))) (i32.const 1))))
            ;; An apostrophe has a letter behind it: neither another one nor the end.
            (local.set $inside (i32.sub (i32.shl (i32.const 1) (i32.sub (local.get $end) (i32.const 1))) (i32.const 1)))
            (local.set $marks
              (i32.and (local.get $marks) (i32.or (i32.shl (local.get $inside) (i32.const 1)) (i32.const 1))))
            (br_if $stop
              (i32.and
                (local.get $marks)
                (i32.or (i32.shr_u (local.get $marks) (i32.const 1)) (i32.add (local.get $inside) (i32.const 1)))))
            (if (i32.eq (local.get $end) (i32.const 1))
              (then
                ;; A letter by itself may be the first of a word that is spelt out, but not before a space and a word.
                (br_if $stop (i32.ne (local.get $byte) (i32.const 32)))
                (br_if $stop
                  (i32.ge_u (i32.sub (i32.load8_u offset=2 (local.get $pointer)) (i32.const 97)) (i32.const 26)))
                (br_if $stop
                  (i32.ge_u (i32.sub (i32.load8_u offset=3 (local.get $pointer)) (i32.const 97)) (i32.const 26))))
              (else
                ;; `ht` and `ww` may begin a URL.
                (local.set $byte (i32.load16_u (local.get $pointer)))
                (br_if $stop (i32.eq (local.get $byte) (i32.const 0x7468)))
                (br_if $stop (i32.eq (local.get $byte) (i32.const 0x7777)))
                ;; Three alike may be a stretched word.
                (local.set $marks
                  (i32.and
                    (i8x16.bitmask (i8x16.eq (local.get $bytes) (v128.load offset=1 (local.get $pointer))))
                    (local.get $inside)))
                (br_if $stop (i32.and (local.get $marks) (i32.shr_u (local.get $marks) (i32.const 1)))))))
          (else
            ;; A sign, as often as it is repeated.
            (br_if $stop
              (i32.eqz (i32.and (i32.load8_u (i32.add (global.get $classes) (local.get $byte))) (i32.const 2))))
            (local.set $end
              (i32.ctz
                (i32.xor
                  (i8x16.bitmask (i8x16.eq (local.get $bytes) (i8x16.splat (local.get $byte))))
                  (i32.const -1))))
            (br_if $stop (i32.ge_u (local.get $end) (i32.const 16)))))
        (local.set $bytes
          (v128.and
            (local.get $bytes)
            (v128.load (i32.sub (i32.add (global.get $masks) (i32.const 16)) (local.get $end)))))
        (local.set $mixed
          (i32x4.mul (local.get $bytes) (v128.const i32x4 0x9e3779b1 0x85ebca77 0xc2b2ae3d 0x27d4eb2f)))
        (local.set $mixed
          (i32x4.mul
            (v128.xor (local.get $mixed) (i32x4.shr_u (local.get $mixed) (i32.const 15)))
            (i32x4.splat (i32.const 0x2c1b3c6d))))
        (local.set $hash
          (i32.xor
            (i32.xor
              (i32x4.extract_lane 0 (local.get $mixed))
              (i32.rotl (i32x4.extract_lane 1 (local.get $mixed)) (i32.const 8)))
            (i32.xor
              (i32.rotl (i32x4.extract_lane 2 (local.get $mixed)) (i32.const 16))
              (i32.rotl (i32x4.extract_lane 3 (local.get $mixed)) (i32.const 24)))))
        (local.set $hash (i32.xor (local.get $hash) (i32.shr_u (local.get $hash) (i32.const 16))))
        (local.set $slot (i32.and (local.get $hash) (i32.const 0x1ffff)))
        (local.set $probes (i32.const 16))
        (block $known
          (loop $probe
            (local.set $pointer (i32.add (global.get $slots) (i32.shl (local.get $slot) (i32.const 2))))
            (local.set $entry (i32.load (local.get $pointer)))
            (if (local.get $entry)
              (then
                (if (i32.eqz (i32.and (i32.xor (local.get $entry) (local.get $hash)) (i32.const 0xffff0000)))
                  (then
                    (local.set $id (i32.sub (i32.and (local.get $entry) (i32.const 0xffff)) (i32.const 1)))
                    (br_if $known
                      (i8x16.all_true
                        (i8x16.eq
                          (local.get $bytes)
                          (v128.load
                            (i32.add (global.get $keys) (i32.shl (local.get $id) (i32.const 4)))))))))
                ;; Crowded: tokens that share their hash cost bounded time.
                (br_if $stop (i32.eqz (local.tee $probes (i32.sub (local.get $probes) (i32.const 1)))))
                (local.set $slot (i32.and (i32.add (local.get $slot) (i32.const 1)) (i32.const 0x1ffff)))
                (br $probe))))
          (br_if $stop (i32.eqz (local.get $newId)))
          (i32.store
            (local.get $pointer)
            (i32.or (i32.and (local.get $hash) (i32.const 0xffff0000)) (local.get $newId)))
          (local.set $id (i32.sub (local.get $newId) (i32.const 1)))
          (v128.store
            (i32.add (global.get $keys) (i32.shl (local.get $id) (i32.const 4)))
            (local.get $bytes)))
        (local.set $newId (i32.const 0))
        (local.set $pointer (i32.shl (local.get $tokens) (i32.const 2)))
        (i32.store (i32.add (global.get $ids) (local.get $pointer)) (local.get $id))
        (i32.store (i32.add (global.get $starts) (local.get $pointer)) (local.get $at))
        (local.set $at (i32.add (local.get $at) (local.get $end)))
        (i32.store (i32.add (global.get $ends) (local.get $pointer)) (local.get $at))
        (local.set $tokens (i32.add (local.get $tokens) (i32.const 1)))
        (br $token)))
    (i32.store (global.get $count) (local.get $tokens))
    (local.get $at)))
