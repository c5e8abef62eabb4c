"""The file that `acorns project new` writes; `{edition}` stands for the prices in it."""

from typing import Final

PROJECT: Final = """\
# yaml-language-server: $schema=project.schema.json
# For help in an editor, make its schema beside this file:
#                                        acorns project schema --output project.schema.json
# A video of many scenes. What it costs:   acorns project estimate THIS-FILE
#                         How far it is:   acorns project status THIS-FILE
title: My video

# How long the song is: length: 4:05, or audio: song.mp3 (a file beside this one).
length: 1:30

# The price list that this is priced with, so that a quote stays the same: an edition, or a file
# beside this one. Without it, the newest prices are taken.
prices: {edition}

# Credits in the account now, for "will they last?".
# balance: 1200

# A share of all scenes on top, in reserve.
# reserve: 15%

# What a scene is, unless it says otherwise. The words are the options of `acorns estimate`, with
# underscores for hyphens: tool, model, clip_length, rerender (or takes, or keep), rerender_model,
# extra, images, images_per_clip, add, credits_per_second, credits_per_image. Each way to say a
# length goes as well: minutes, seconds, duration (or length, for short) and audio.
defaults:
  tool: t2v                    # autopilot, t2v (Text-to-Video) or fbf (Frame-by-Frame)
  model: kling-2.1-standard
  rerender: 25%                # re-rendered; a range like 10%..40% gives a low and a high end

scenes:
  - name: Intro
    length: 0:20
    # When work on it begins: what it has used so far, and whether it is finished.
    # spent: 160
    # done: yes

  - name: Verse
    length: 0:40
    images: 8

  - name: Chorus
    tool: fbf                  # with another tool, the default model is not taken
    length: 0:30
    rerender: 10%..40%
"""
