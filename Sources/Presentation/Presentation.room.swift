// Room: Presentation
